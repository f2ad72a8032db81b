import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A line of code in a stack. */
export interface Frame {
  /** The path of the file. */
  file: string
  line: number
  /** The name of the function, if it has one. */
  name?: string
}

const FRAME =
  /^\s*at (?:(?:async )?(.*?) \()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+)(?::\d+)?\)?$/

/** The frames of a stack, innermost first, without those of Node and of packages. */
export function parseStack(stack = ''): Frame[] {
  return stack.split('\n').flatMap((line) => {
    const [, name, where, number] = FRAME.exec(line) ?? []
    if (!where || /\bnode_modules\b/.test(where)) return []
    const file = where.startsWith('file://') ? fileURLToPath(where.replace(/\?.*$/, '')) : where
    const named = name?.match(/^[\w.#$ []+$/) && name !== '<anonymous>'
    return [{ file, line: Number(number), name: named ? name : undefined }]
  })
}

/** The frames in a folder. */
export function framesIn(folder: string, stack: string): Frame[] {
  return parseStack(stack).filter(({ file }) => {
    const relative = path.relative(folder, file)
    return !relative.startsWith('..') && !path.isAbsolute(relative)
  })
}

/** A line of a tree as a place to open: `steps/03-login/backends.ts:12`. */
export function formatPlace({ file, line }: Frame, tree: string): string {
  return `${path.relative(path.dirname(tree), file).split(path.sep).join('/')}:${line}`
}

/** The place at the start of a text, such as a type error, as `formatPlace` writes it. */
export function parsePlace(text = ''): Frame | undefined {
  const [, file, line] = /^(.+?):(\d+)/.exec(text) ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}
