import type { SentRequest } from '../../../checks/harness/exchange.ts'
import type { Expected } from '../../../checks/harness/expectation.ts'
import { ACTORS, type Actor, type Cell } from '../../../checks/policy.ts'
import type { Failure } from '../../runner/report.ts'
import { ruleFor } from '../asked/matrix.ts'
import type { Card } from '../page-state.ts'
import { checkRequest } from './check-request.ts'

/** How far the last request of a failure came and should have come, if it is known what decided. */
export function waysOf({
  exchanges,
  expected,
  unanswered,
}: Failure): Pick<Card, 'ways' | 'request' | 'tryIt' | 'notRepeatable'> {
  const last = exchanges.at(-1)
  const [wanted] = expected
  if (!last || !('request' in last) || !wanted || unanswered) return {}
  const { method, path } = last.request
  const request = { method, path }
  const told = { request, ...checkRequest({ exchanges, expected }) }
  const { status, by, objectAsked } = last.answer
  const decider = wanted.by ?? deciderInBody(wanted) ?? expectedDecider(last.request, wanted.status)
  if (!by || !decider || (decider === by && wanted.status === status)) return told
  const ways = {
    expected: { status: wanted.status, by: decider },
    actual: { status, by, objectAsked },
  }
  return { ...told, ways }
}

/** The two layers that answer 401 have different messages. */
function deciderInBody({ status, body }: Expected): Cell['by'] | undefined {
  const { detail } = (body ?? {}) as { detail?: unknown }
  if (status !== 401 || typeof detail !== 'string') return undefined
  return detail === NOT_AUTHENTICATED ? 'permission' : 'authentication'
}

const NOT_AUTHENTICATED = 'Authentication credentials were not provided.'

/**
 * The layer that sends such a response to such a request, according to the table and the status.
 */
function expectedDecider(
  { method, path, headers }: SentRequest,
  status: number,
): Cell['by'] | undefined {
  const rule = ruleFor(method, path)
  if (!rule) return status < 400 ? 'handler' : undefined
  // A header of another scheme is ignored, so the request is anonymous.
  const { Authorization: value = '' } = headers
  const proves = /^token\b/i.test(String(value)) || 'Cookie' in headers
  const cells = Object.keys(ACTORS)
    .filter((actor) => (actor === 'anonymous') !== proves)
    .map((actor) => rule.cells[actor as Actor])
  const deciders = new Set(cells.filter((cell) => cell.status === status).map(({ by }) => by))
  // A request with a refused body has reached the handler.
  if (deciders.size === 0 && status <= 400) return 'handler'
  return deciders.size === 1 ? [...deciders][0] : undefined
}
