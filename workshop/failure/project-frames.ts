import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A line of code that was being run. */
export interface Frame {
  /** The path of the file. */
  file: string
  line: number
  /** The function, if it has a name. */
  name?: string
}

/** The frames of a stack that lie in a folder, innermost first; packages' own are left out. */
export function framesIn(folder: string, stack: string): Frame[] {
  return stack
    .split('\n')
    .flatMap(toFrame)
    .filter(({ file }) => {
      const relative = path.relative(folder, file)
      return (
        !relative.startsWith('..') && !path.isAbsolute(relative) && !/\bnode_modules\b/.test(file)
      )
    })
}

function toFrame(line: string): Frame[] {
  const match =
    /^\s+at (?:(?:async )?(.*?) \()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+)(?::\d+)?\)?$/.exec(
      line,
    )
  if (!match) return []
  const [, name, where = '', number] = match
  const file = where.startsWith('file://') ? fileURLToPath(where.replace(/\?.*$/, '')) : where
  return [
    {
      file,
      line: Number(number),
      name: name?.match(/^[\w.#$ []+$/) && name !== '<anonymous>' ? name : undefined,
    },
  ]
}
