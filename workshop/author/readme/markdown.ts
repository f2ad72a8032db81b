import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const NOT_OURS = ['node_modules', '.git', '.workshop', '.data', '.stryker-tmp']

/**
 * The Markdown files of the repository, by path from its root, with `/` on every system.
 *
 * In steps/, only the READMEs: the other files are the learner's.
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

/** The text without code blocks. */
function withoutBlocks(text: string): string {
  return text.replace(/^( *)(`{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, '')
}

/** The sentences of a text, without code, comments and URLs. */
export function prose(text: string): string {
  return withoutBlocks(text)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(`+)[\s\S]*?\1/g, '')
    .replace(/!?(\[[^\]]*\])\([^)]*\)/g, '$1')
}

/** The section with this heading of the second level. */
export function section(text: string, heading: string): string {
  const [, part = ''] = `${text}\n## `.split(`\n## ${heading}\n`)
  return part.split(/\n## /)[0] ?? ''
}
