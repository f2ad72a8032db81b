import { ACTORS, type Actor, type Cell } from '../../../checks/policy.ts'
import type { Failure } from '../../runner/report.ts'
import { ruleFor } from '../asked/matrix.ts'
import type { Card } from '../page-state.ts'

/** How far the last request of a failure came and should have come, if it is known what decided. */
export function waysOf({
  exchanges,
  expected,
  unanswered,
}: Failure): Pick<Card, 'ways' | 'request'> {
  const last = exchanges.at(-1)
  const [wanted] = expected
  if (!last || !('request' in last) || !wanted || unanswered) return {}
  const { method, path, headers } = last.request
  const request = { method, path }
  const { status, by } = last.answer
  const proves = 'Authorization' in headers || 'Cookie' in headers
  const decider = wanted.by ?? expectedDecider(method, path, wanted.status, proves)
  if (!by || !decider || (decider === by && wanted.status === status)) return { request }
  const ways = { expected: { status: wanted.status, by: decider }, actual: { status, by } }
  return { request, ways }
}

/**
 * The layer that sends such a response to such a request, according to the table and the status.
 */
function expectedDecider(
  method: string,
  path: string,
  status: number,
  proves: boolean,
): Cell['by'] | undefined {
  const rule = ruleFor(method, path)
  if (!rule) return status < 400 ? 'handler' : undefined
  const actors = (Object.keys(ACTORS) as Actor[]).filter(
    (actor) => (actor === 'anonymous') !== proves,
  )
  const deciders = new Set(
    actors
      .map((actor) => rule.cells[actor])
      .filter((cell) => cell.status === status)
      .map(({ by }) => by),
  )
  // A request with a refused body has reached the handler.
  if (deciders.size === 0 && (status < 400 || status === 400)) return 'handler'
  return deciders.size === 1 ? [...deciders][0] : undefined
}
