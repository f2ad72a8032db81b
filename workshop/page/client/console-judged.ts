import type { Asked } from '../page-state.ts'
import type { Check, Judged, Request } from './console-wish.ts'
import { differs } from './matrix-rows.ts'
import { kindOf } from './parts.tsx'

/** What is wrong with a response, in a few words. Undefined if it is right, or not judged. */
export function wrongness({ expected, actual, wanted }: Judged): string | undefined {
  if (wanted) return `expected ${wanted.join(' or ')}`
  if (!expected || !actual || !differs({ expected, actual })) return undefined
  return actual.status === expected.status
    ? 'the right status, decided at the wrong place'
    : `expected ${expected.status}`
}

/**
 * The response to the request of a check. The check knows more than the table, for example whether
 * the body is valid.
 */
export function judgedBy(check: Check | undefined, answer: Asked): Judged {
  if (!check || answer.status === 0) return answer
  const { expected, why, later, ...told } = answer
  if (expected && check.expected.includes(expected.status)) return answer
  return check.expected.includes(answer.status) ? told : { ...told, wanted: check.expected }
}

/** Whether a request has changed the API's data. */
export function changesData({ method }: Pick<Request, 'method'>, { status }: Asked): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method) && status < 400
}

/** The kind of a response, for its colour. One that is not judged has none. */
export function kindOfAnswer(answer: Judged): string {
  if (wrongness(answer)) return 'bad'
  return answer.later ? 'later' : kindOf(answer.status)
}

/** The sender of a request, as the end of a sentence. */
export function asWhom({ as }: Pick<Request, 'as'>): string {
  return as === 'wrong' ? 'with a wrong key' : `as ${as}`
}

/** How an actor who has logged out gets a new token. */
export function afterLogout({ as, path }: Pick<Request, 'as' | 'path'>): string {
  const login = path.startsWith('/api/v2/') ? '/api/v2/login/' : '/api/login/'
  return `The logout has deleted this token. For a new one, send POST ${login} as anonymous, with the password of ${as}.`
}

/** Why a response is not judged, in a sentence. Undefined if it is. */
export function whyNotJudged({
  status,
  later,
  expected,
  wanted,
  error,
}: Judged): string | undefined {
  if (later) return `This belongs to step ${Number(later.slice(0, 2))}, which is not done.`
  if (expected || wanted || error || status === 0) return undefined
  if (status === 429) {
    return 'Not compared with the policy table: a throttle counts your requests, and the table does not.'
  }
  return status === 400
    ? 'Not compared with the policy table: it is about requests with a valid body.'
    : 'The policy table has no rule for this request.'
}
