import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../paths.ts'
import { parseStack } from '../stack.ts'

/** How many lines of what the learner's code printed are shown: the first ones. */
const LINES = 10

/**
 * What is shown of what the processes of the checks printed: what the learner's code did, and of stacks
 * the lines that a learner can open.
 *
 * Checks make the database fail on purpose. What reports that prints it, and it is no output of theirs.
 */
export function shownPrinted(printed: string): string[] {
  const lines = printed.trimEnd().split('\n')
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

/** With the names of files as a learner knows them. */
function withoutRoot(line: string): string {
  return line.replaceAll(pathToFileURL(`${ROOT}/`).href, '').replaceAll(ROOT + path.sep, '')
}

/** A line, and those of the stack below it if it is the head of one, with what Node adds in braces. */
function endOfStack(lines: string[], at: number): number {
  let end = at + 1
  while (/^\s+at /.test(lines[end] ?? '')) end += 1
  if (end === at + 1 || !lines[end - 1]?.endsWith(' {')) return end
  const brace = lines.indexOf('}', end)
  return brace < 0 ? end : brace + 1
}

/** The innermost line of code of this repository is one of a check. */
function isOnPurpose([, ...stack]: string[]): boolean {
  const [innermost] = parseStack(stack.join('\n'))
  return innermost !== undefined && folderOf(innermost.file) === 'checks'
}

/** What is no line of a stack, and what names the learner's code or that of shared/. */
function isOpenable(line: string): boolean {
  if (!/^\s+at /.test(line)) return true
  const [frame] = parseStack(line)
  return frame !== undefined && ['steps', 'shared'].includes(folderOf(frame.file))
}

function folderOf(file: string): string {
  return path.relative(ROOT, file).split(path.sep)[0] as string
}
