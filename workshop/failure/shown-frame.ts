import path from 'node:path'
import type { Frame } from './project-frames.ts'

/** A line of code as a person reads it: `steps/03-login/backends.ts:12 in authenticate`. */
export function shownFrame({ file, line, name }: Frame, tree: string): string {
  const relative = path.relative(path.dirname(tree), file).split(path.sep).join('/')
  return `${relative}:${line}${name ? ` in ${name}` : ''}`
}
