import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that the repository is in. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const NOT_OURS = ['node_modules', '.git', '.workshop', '.data', '.stryker-tmp']

/**
 * The Markdown files of the repository, by path from its root, with `/` on every system.
 *
 * Of steps/ only the READMEs: what else lies there is the learner's.
 */
export function findMarkdown(folder = ''): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : findMarkdown(file)
    if (folder.startsWith('steps')) return entry.name === 'README.md' ? [file] : []
    return file.endsWith('.md') ? [file] : []
  })
}

export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n')
}

/** The text without blocks of code. */
export function withoutBlocks(text: string): string {
  return text.replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, '')
}

/** What is left to read as sentences: no code, no comments, no addresses. */
export function prose(text: string): string {
  return withoutBlocks(text)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(`+)[\s\S]*?\1/g, '')
    .replace(/!?(\[[^\]]*\])\([^)]*\)/g, '$1')
}

/** The targets of the links that lead to a place in the repository, with or without `#heading`. */
export function relativeLinks(text: string): string[] {
  const targets = [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
  return targets.filter((target) => target !== undefined && !/^[a-z]+:/.test(target)) as string[]
}

/** The part under a heading of the second level. */
export function section(text: string, heading: string): string {
  const [, part = ''] = `${text}\n## `.split(`\n## ${heading}\n`)
  return part.split(/\n## /)[0] ?? ''
}

/** The headings as a link names them: in small letters, with hyphens. */
export function anchors(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
