import { readFileSync, writeFileSync } from 'node:fs'

const SECTION = /(<!-- bench:start -->\n).*?(<!-- bench:end -->)/s

/**
 * Replaces the text between two markers of a Markdown file. Returns false if the file has no
 * markers.
 */
export function writeSection(file: string, text: string): boolean {
  const before = readFileSync(file, 'utf8')
  if (!SECTION.test(before)) return false
  writeFileSync(
    file,
    before.replace(SECTION, (_, start, end) => `${start}${text}\n${end}`),
  )
  return true
}
