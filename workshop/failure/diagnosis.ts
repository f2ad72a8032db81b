import path from 'node:path'
import type { Exchange } from '../../checks/harness/exchange.ts'
import { NEXT_TWICE } from '../../checks/harness/trace.ts'
import { stepOf } from '../lesson/steps.ts'
import { type Place, placesWithHints } from '../lesson/texts.ts'
import { shownPath } from '../paths.ts'
import type { ErrorReport, Failure } from '../runner/report.ts'
import { type Frame, parseStack } from '../stack.ts'
import { withAwait } from './promises.ts'
import {
  findText,
  findTextIn,
  isSolved,
  isSolvedAt,
  lineAt,
  lineOf,
  placeAround,
  TODO,
  textIn,
} from './source.ts'

/** The kinds of failure, as in checks/harness/failure-messages.md. */
export type Kind =
  | 'not written yet'
  | 'crashes in a request'
  | 'crashes without a request'
  | 'calls next twice'
  | 'crashes outside a request'
  | 'not awaited'
  | 'goes on after the answer'
  | 'refused by the database'
  | 'never answers'
  | 'ends the process'
  | 'cannot go on'
  | 'wrong answer'

/** A declared column has no value. Other errors of the database are explained by the check. */
function lacksValue({ name, message }: ErrorReport): boolean {
  return name === 'IntegrityError' && / has no valid value$/.test(message)
}

/**
 * The harness makes a call fail that comes too late, or that has to fail. Code that awaits it gets
 * the error, so outside a request the call was not awaited.
 */
function isOfHarness({ stack }: ErrorReport): boolean {
  const [innermost] = parseStack(stack)
  return innermost !== undefined && shownPath(innermost.file).startsWith('checks/harness/')
}

export function kindOf({ error, expected, exchanges, outside, unanswered }: Failure): Kind {
  if (unanswered) return 'never answers'
  if (outside && error && isOfHarness(error)) return 'not awaited'
  if (outside) return 'crashes outside a request'
  if (error?.name === 'Todo' || exchanges.at(-1)?.answer.status === 501) return 'not written yet'
  if (error?.name === 'ProcessExit') return 'ends the process'
  if (error?.name === NEXT_TWICE) return 'calls next twice'
  if (error && leftAlready(exchanges.at(-1))) return 'goes on after the answer'
  if (error && lacksValue(error)) return 'refused by the database'
  if (error && expected.length > 0) return crashOf(exchanges.at(-1))
  if (error) return 'cannot go on'
  return 'wrong answer'
}

/** An action of a check, such as creating a token, also runs the learner's code. */
function crashOf(last: Exchange | undefined): Kind {
  return last && 'hook' in last ? 'crashes without a request' : 'crashes in a request'
}

/** An exception before the response makes it a 5xx. */
function leftAlready(last: Exchange | undefined): boolean {
  return last !== undefined && 'request' in last && last.answer.status < 500
}

/** The text of the TODO that was reached, also in another process. */
export function todoSentence({ error, exchanges }: Failure): string | undefined {
  if (error?.name === 'Todo') return error.message
  const body = exchanges.at(-1)?.answer.body as { detail?: string; error?: string } | null
  return body?.detail ?? body?.error
}

/** The place to look at. */
export interface WhereToLook {
  /** The line to open. */
  at?: Frame
  /** The place whose hints apply. */
  place?: Place
  /** The unfinished earlier step, if it is the cause. */
  earlier?: string
  /** The text of a TODO comment, if the check's own place is solved. */
  todo?: { file: string; todo: string }
  /** The column without a value. It is more precise than the words of the check. */
  column?: Frame
  /** The only call without `await` in the line to open. */
  call?: string
  /** The cause can also be elsewhere. */
  guess?: boolean
  /** The place that the check names is the same as in the solution, so its advice does not apply. */
  isElsewhere?: boolean
  /** The code threw in another file than the one that the check names, so its advice misleads. */
  threwElsewhere?: boolean
  /** Nothing more can be found out about the cause. */
  proved?: boolean
}

/**
 * Finds the place of a failure: the TODO that was reached, the column without a value, the
 * learner's line that threw, or the place that the check names, if it is not solved already.
 *
 * @param frames the learner's own lines on the stack
 */
export function whereToLook(
  { step, failure, kind, named }: { step: string; failure: Failure; kind: Kind; named?: Place },
  frames: Frame[],
  tree: string,
): WhereToLook {
  if (kind === 'not written yet') {
    const at = frames[0] ?? findText(tree, 'todo(', todoSentence(failure) ?? '')
    const own = (at && stepOf(nameOf(at))) ?? step
    if (at) return { ...provedAt(at), earlier: own < step ? own : undefined }
  }
  const column = columnWithoutValue(tree, failure.error)
  if (column) return { ...provedAt(column), column }
  const thrown = kind === 'wrong answer' ? undefined : whereItThrew()
  if (thrown && kind === 'not awaited') return { ...thrown, ...notAwaitedAt(thrown.at) }
  if (thrown) {
    const isThere = named === undefined || named.file === nameOf(thrown.at)
    const place = isThere ? named : placeAround(tree, step, nameOf(thrown.at), thrown.at.line)
    return { ...thrown, place, threwElsewhere: !isThere, proved: kind === 'calls next twice' }
  }
  if (!named) return { guess: true }
  const todo = isSolved(named.file, tree) ? openTodo(step, tree) : undefined
  if (todo) return { at: frameOf(todo.place), place: todo.place, todo, proved: true }
  // If the named place is the same as in the solution, the first place of the step that differs.
  const places = [named, ...placesWithHints(step)]
  const place = places.find(({ file, symbol }) => !isSolvedAt(file, symbol, tree))
  const isElsewhere = place !== named
  if (!place) return { guess: true, isElsewhere }
  const at = frameOf(place)
  // A TODO is what to write next.
  const isTodo = TODO.test(lineAt(at) ?? '')
  return { at, place, guess: !isTodo, isElsewhere, proved: isTodo }

  /** The hints have to fit the line that is opened, whatever place the check names. */
  function provedAt(at: Frame) {
    return { at, place: placeAround(tree, step, nameOf(at), at.line), proved: true }
  }

  function notAwaitedAt(at: Frame) {
    const calls = withAwait(textIn(tree, nameOf(at)), tree).filter(({ line }) => line === at.line)
    const [only, ...others] = calls
    return {
      place: placeAround(tree, step, nameOf(at), at.line),
      ...(only && others.length === 0 && { call: only.name }),
    }
  }

  /**
   * The learner's last line in this step. A line in an earlier step only shows where the error
   * appeared.
   */
  function whereItThrew() {
    const here = frames.find((frame) => stepOf(nameOf(frame)) === step)
    if (here) return { at: here, guess: false }
    const [at] = frames
    return at && !isSolved(nameOf(at), tree) ? { at, guess: true } : undefined
  }

  function frameOf({ file, symbol }: Place): Frame {
    return { file: path.join(tree, file), line: lineOf(textIn(tree, file), symbol) }
  }

  function nameOf({ file }: Frame): string {
    return path.relative(tree, file).split(path.sep).join('/')
  }
}

function openTodo(step: string, tree: string) {
  for (const place of placesWithHints(step)) {
    const todo = /\/\/ TODO: *(.+)$/m.exec(textIn(tree, place.file))?.[1]
    if (todo !== undefined) return { place, file: place.file, todo }
  }
  return undefined
}

/** The place where a tree declares the column without a value. The error names `table.column`. */
function columnWithoutValue(tree: string, error: ErrorReport | undefined): Frame | undefined {
  const [, table, column] = /^(\w+)\.(\w+?)(?:Id)? /.exec(error?.message ?? '') ?? []
  if (!error || !lacksValue(error) || !table || !column) return undefined
  const model = findText(tree, `'${table}'`)
  return model && findTextIn(model.file, `${column}: new`)
}
