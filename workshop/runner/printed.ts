import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ROOT, shownPath } from '../paths.ts'
import { parseStack } from '../stack.ts'

/** How many lines of the learner's output are shown, from the beginning. */
const LINES = 10

/**
 * The output of the learner's code, with only those stack lines that a learner can open.
 *
 * Errors of the database that checks cause on purpose are left out.
 */
export function shownPrinted(printed: string): string[] {
  const lines = withoutExcerpts(printed.trimEnd().split('\n'))
  const shown: string[] = []
  for (let at = 0; at < lines.length; ) {
    const end = endOfStack(lines, at)
    const stack = lines.slice(at, end)
    if (!isOnPurpose(stack)) shown.push(...stack.filter(isOpenable))
    at = end
  }
  const told = shown.filter((line) => line !== '').map((line) => withoutRoot(line))
  const more = told.length - LINES
  return more > 0 ? [...told.slice(0, LINES), `(${more} more)`] : told
}

/**
 * Without what Node writes around the error that ends a process: its version, and the lines of a
 * file that is not the learner's.
 */
function withoutExcerpts(lines: string[]): string[] {
  const shown: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string
    const [, where] = /^((?:file:\/\/|\/|[A-Za-z]:[\\/]).+):\d+$/.exec(line) ?? []
    const isExcerpt = where !== undefined && /^\s*\^+$/.test(lines[at + 2] ?? '')
    if (isExcerpt && folderOf(withoutScheme(where)) !== 'steps') at += 2
    else if (!/^Node\.js v\d+\.\d+\.\d+$/.test(line)) shown.push(line)
  }
  return shown
}

function withoutScheme(file: string): string {
  return file.startsWith('file://') ? fileURLToPath(file) : file
}

function withoutRoot(line: string): string {
  return line.replaceAll(pathToFileURL(`${ROOT}/`).href, '').replaceAll(ROOT + path.sep, '')
}

/** A line with the stack below it, and the properties that Node prints in braces. */
function endOfStack(lines: string[], at: number): number {
  let end = at + 1
  while (/^\s+at /.test(lines[end] ?? '')) end += 1
  if (end === at + 1 || !lines[end - 1]?.endsWith(' {')) return end
  const brace = lines.indexOf('}', end)
  return brace < 0 ? end : brace + 1
}

/** Whether the innermost line of this repository is in a check. */
function isOnPurpose([, ...stack]: string[]): boolean {
  const [innermost] = parseStack(stack.join('\n'))
  return innermost !== undefined && folderOf(innermost.file) === 'checks'
}

/** Lines that are not part of a stack, and lines in the learner's code or in shared/. */
function isOpenable(line: string): boolean {
  if (!/^\s+at /.test(line)) return true
  const [frame] = parseStack(line)
  return frame !== undefined && ['steps', 'shared'].includes(folderOf(frame.file))
}

function folderOf(file: string): string {
  return shownPath(file).split('/')[0] as string
}
