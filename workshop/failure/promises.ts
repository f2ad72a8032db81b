import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sourceNames } from '../lesson/starter.ts'
import { ROOT } from '../paths.ts'

/** A call of a function that returns a promise, without `await`. */
export interface Call {
  /** The function: `checkPassword`. */
  name: string
  line: number
  /** The lines of the text with an `await` before the call. */
  insert(lines: string[]): string[]
}

/** Declarations of functions and methods that return a promise. */
const DECLARATIONS = [
  /\basync\s+(?:function\s+)?(\w+)\s*(?:<[^>(]*>)?\(/g,
  /\b(\w+)\s*(?:<[^>(]*>)?\([^()]*\)\s*:\s*Promise</g,
  /\bconst\s+(\w+)\s*(?::[^=]+)?=\s*async\b/g,
]

/**
 * The calls in a text that may lack an `await`: those of names that shared/ or the tree declares
 * with a promise.
 *
 * Another function can have the same name, such as the `find` of a list. To be sure, insert the
 * `await` and run the check.
 */
export function withAwait(text: string, tree: string): Call[] {
  const names = asynchronousNames(tree)
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const calls = [...line.matchAll(/(?<![\w$.])(?:[\w$#]+\??\.)*([\w$]+)\(/g)]
    return calls.flatMap((call): Call[] => {
      const name = call[1] as string
      const before = line.slice(0, call.index)
      if (!names.has(name) || /\b(?:await|async|function|new)\s+$|\/\//.test(before)) return []
      const to = endOf(lines, at, call.index + call[0].length)
      const after = lines[to.line]?.slice(to.column) ?? ''
      // A declaration, or a promise that is passed on.
      if (/^\s*(?::.*)?\{\s*$|^\??\.(?:then|catch|finally)\b/.test(after)) return []
      // With parentheses if a property of the value is used.
      const isTakenFrom = /^\??\.|^\[/.test(after)
      const insert = (own: string[]) => {
        const closed = isTakenFrom ? put(own, to.line, to.column, ')') : own
        return put(closed, at, call.index, isTakenFrom ? '(await ' : 'await ')
      }
      return [{ name, line: at + 1, insert }]
    })
  })
}

function put(lines: string[], line: number, column: number, what: string): string[] {
  return lines.with(line, `${lines[line]?.slice(0, column)}${what}${lines[line]?.slice(column)}`)
}

function endOf(lines: string[], line: number, column: number): { line: number; column: number } {
  let open = 1
  for (let at = line; at < lines.length; at += 1) {
    const text = lines[at] as string
    for (let to = at === line ? column : 0; to < text.length; to += 1) {
      if (text[to] === '(') open += 1
      if (text[to] === ')') open -= 1
      if (open === 0) return { line: at, column: to + 1 }
    }
  }
  return { line, column }
}

function asynchronousNames(tree: string): Set<string> {
  const texts = [path.join(ROOT, 'shared'), tree].flatMap((folder) =>
    sourceNames(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')),
  )
  return new Set(
    texts.flatMap((text) =>
      DECLARATIONS.flatMap((each) => [...text.matchAll(each)].map(([, name = '']) => name)),
    ),
  )
}
