import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Explanation, nearestFirst } from '../failure/explanation.ts'
import { indentation, lineWithText } from '../failure/source.ts'
import { failureMessage } from '../lesson/texts.ts'
import { ROOT } from '../paths.ts'
import { type Frame, parsePlace } from '../stack.ts'
import { compilerOutput } from './compiler.ts'

/** The learner's tree and its imports. To check the whole repository takes eight times as long. */
const PROJECT = path.join(import.meta.dirname, 'steps.tsconfig.json')

/** The compiler's errors in the learner's tree, one line each: `steps/07-logout/views.ts:6: …`. */
export interface TypeReport {
  errors: string[]
  /** Unused imports. */
  unused: string[]
}

/** Runs the compiler on the learner's tree. If it is cancelled, there are no errors. */
export async function findTypeErrors(signal?: AbortSignal): Promise<TypeReport> {
  return typeErrorsIn(await compilerOutput(PROJECT, ['--noUnusedLocals'], signal))
}

/** The codes for unused declarations. */
const UNUSED = ['6133', '6192', '6196', '6198']

/** An error, and the lines below it that explain it. */
const ERROR = /^(steps[\\/].+?)\((\d+),\d+\): error TS(\d+): (.+(?:\r?\n +.+)*)/gm

/** The errors in steps/ in tsc's output, as `file:line: message`. */
export function typeErrorsIn(
  output: string,
  read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8'),
): TypeReport {
  const report: TypeReport = { errors: [], unused: [] }
  for (const [, name = '', line = '', code = '', text = ''] of output.matchAll(ERROR)) {
    const file = name.replaceAll('\\', '/')
    const chain = text.split('\n').map((each) => each.trim())
    const source = read(file)
    const lines = source.split('\n')
    const seen = lineWithText(lines, Number(line))
    const at = returnsInVain(chain) ? returnBelow(source, seen) : seen
    const told = `${file}:${at}: ${inWords(chain, lines[seen - 1] ?? '')}`
    if (UNUSED.includes(code)) report.unused.push(told)
    // Several errors in one line usually have one cause, so only the first counts.
    else if (!report.errors.includes(told)) report.errors.push(told)
  }
  return { errors: inLineOrder(report.errors), unused: inLineOrder(report.unused) }
}

/** The message of an error: our own for frequent mistakes, or the compiler's innermost reason. */
function inWords(chain: string[], sourceLine: string): string {
  const [head = ''] = chain
  const cause = chain.at(-1) ?? head
  if (returnsInVain(chain)) {
    return failureMessage(
      `handler returns ${/^Type 'Response</.test(cause) ? 'the response' : 'a value'}`,
    )
  }
  const [, method] =
    /^Property '(\w+)' in type/.exec(head) ??
    /^The types returned by '(\w+)\(\.\.\.\)'/.exec(chain.at(-2) ?? '') ??
    []
  if (method && PROMISE.test(cause)) return failureMessage('must answer at once', { method })
  if (PROMISE.test(cause) || PROMISE.test(head)) return failureMessage('promise of a type')
  const [, given, wanted = ''] = LITERAL_NOTHING.exec(head) ?? []
  if (given) {
    const other = given === 'null' ? 'undefined' : 'null'
    return wanted.includes(other) ? failureMessage('the other nothing', { given, other }) : cause
  }
  const [element, list = ''] = /\b(\w+)\[\d+\]/.exec(sourceLine) ?? []
  if (element && /^Object is possibly 'undefined'/.test(cause))
    return failureMessage('possibly nothing in a list', { element, list })
  const [, whole, named, nothing = whole] =
    /^Type '(undefined|null)' is not|(?:'(.+)'|Object) is possibly '(\w+)/.exec(cause) ?? []
  if (nothing) {
    return failureMessage('possibly nothing', { value: named ? `\`${named}\`` : 'This', nothing })
  }
  return cause
}

const LITERAL_NOTHING = /^Type '(null|undefined)' is not assignable to type '(.+)'\.$/

const PROMISE =
  /^(?:(?:Argument of )?Type|Property '\w+' (?:does not exist on|is missing in) type|This condition .* this) 'Promise</i

/** A handler that returns a value, which Express ignores. */
function returnsInVain([head = '', ...reasons]: string[]): boolean {
  return / type '(?:Request)?Handler'\.$/.test(head) && / type 'void'\.$/.test(reasons.at(-1) ?? '')
}

/** The line that returns the value. For a handler, the compiler names only its first line. */
function returnBelow(source: string, line: number): number {
  const lines = source.split('\n')
  const depth = indentation(lines[line - 1] ?? '')
  for (let at = line; at < lines.length; at += 1) {
    const text = lines[at] as string
    if (/\breturn [^;\s]/.test(text)) return at + 1
    if (text.trim() !== '' && indentation(text) <= depth) break
  }
  return line
}

/** The errors in a step, or in app.ts. */
export function errorsOf(step: string, errors: string[]): string[] {
  return errors.filter(
    (line) => line.startsWith(`steps/${step}/`) || line.startsWith('steps/app.ts:'),
  )
}

/** As many as can be read at once. */
const SHOWN = 3

interface Shown {
  typeErrors: string[]
  current: string
  failure?: Explanation
}

/**
 * The errors to show: those in the code of the failing check, of the step, and of other steps. Those
 * of one file are in the order of its lines.
 */
export function shownErrors({ typeErrors, current, failure }: Shown): string[] {
  // In a file that is not valid TypeScript, the compiler reports the same mistake in other words.
  const invalid = failure?.line === undefined ? undefined : parsePlace(failure.open)?.file
  const errors = typeErrors.filter((error) => parsePlace(error)?.file !== invalid)
  const own = errorsOf(current, errors)
  const stepFirst = [...own, ...errors.filter((error) => !own.includes(error))]
  return inLineOrder((failure ? nearestFirst(stepFirst, failure) : stepFirst).slice(0, SHOWN))
}

/** The errors of each file in the order of its lines. The files keep their order. */
function inLineOrder(errors: string[]): string[] {
  const placed = errors.map((error) => ({ error, ...(parsePlace(error) as Frame) }))
  const files = [...new Set(placed.map(({ file }) => file))]
  return files.flatMap((file) => {
    const ofFile = placed.filter((each) => each.file === file)
    return ofFile.sort((a, b) => a.line - b.line).map(({ error }) => error)
  })
}
