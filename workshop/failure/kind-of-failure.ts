import type { Exchange } from '../../checks/harness/exchange.ts'
import type { ErrorReport, Failure } from '../runner/report.ts'

/** The ways in which a check fails, as checks/harness/failures.words.md tells them apart. */
export type Kind =
  | 'not written yet'
  | 'crashes in a request'
  | 'crashes outside a request'
  | 'not awaited'
  | 'goes on after the answer'
  | 'refused by the database'
  | 'never answers'
  | 'ends the process'
  | 'cannot go on'
  | 'wrong answer'

/** A column of the learner's own has nothing to hold; what a table holds twice is told by its fact. */
export function lacksValue({ name, message }: ErrorReport): boolean {
  return name === 'IntegrityError' && / has no valid value$/.test(message)
}

export function kindOfFailure({ error, expected, exchanges, outside, unanswered }: Failure): Kind {
  if (unanswered) return 'never answers'
  if (outside && error?.name === 'NotAwaited') return 'not awaited'
  if (outside) return 'crashes outside a request'
  if (error?.name === 'Todo' || exchanges.at(-1)?.answer.status === 501) return 'not written yet'
  if (error?.name === 'ProcessExit') return 'ends the process'
  if (error && leftAlready(exchanges.at(-1))) return 'goes on after the answer'
  if (error && lacksValue(error)) return 'refused by the database'
  if (error && expected.length > 0) return 'crashes in a request'
  if (error) return 'cannot go on'
  return 'wrong answer'
}

/** What is thrown before the answer makes it a 5xx. */
function leftAlready(last: Exchange | undefined): boolean {
  return last !== undefined && 'request' in last && last.answer.status < 500
}

/** The sentence of the TODO that was met, also when another process met it. */
export function todoSentence({ error, exchanges }: Failure): string | undefined {
  if (error?.name === 'Todo') return error.message
  const body = exchanges.at(-1)?.answer.body as { detail?: string; error?: string } | null
  return body?.detail ?? body?.error
}
