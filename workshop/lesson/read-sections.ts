import { existsSync, readFileSync } from 'node:fs'

/** The text under each second-level heading of a Markdown file; none if there is no such file. */
export function readSections(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map()
  return parseSections(readFileSync(file, 'utf8'))
}

export function parseSections(markdown: string): Map<string, string> {
  const sections = markdown.replaceAll('\r\n', '\n').split(/^## /m).slice(1)
  return new Map(
    sections.map((section) => {
      const [heading = '', ...body] = section.split('\n')
      return [heading.trim(), body.join('\n').trim()]
    }),
  )
}
