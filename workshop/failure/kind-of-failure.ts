import type { Failure } from '../runner/report.ts'

/** The ways in which a check fails, as checks/kinds.words.md tells them apart. */
export type Kind =
  | 'not written yet'
  | 'crashes in a request'
  | 'crashes outside a request'
  | 'never answers'
  | 'ends the process'
  | 'cannot go on'
  | 'wrong answer'

export function kindOfFailure({ error, expected, exchanges, outside, unanswered }: Failure): Kind {
  if (unanswered) return 'never answers'
  if (outside) return 'crashes outside a request'
  if (error?.name === 'Todo' || exchanges.at(-1)?.answer.status === 501) return 'not written yet'
  if (error?.name === 'ProcessExit') return 'ends the process'
  if (error && expected.length > 0) return 'crashes in a request'
  if (error) return 'cannot go on'
  return 'wrong answer'
}

/** The sentence of the TODO that was met, also when another process met it. */
export function todoSentence({ error, exchanges }: Failure): string | undefined {
  if (error?.name === 'Todo') return error.message
  const body = exchanges.at(-1)?.answer.body as { detail?: string; error?: string } | null
  return body?.detail ?? body?.error
}
