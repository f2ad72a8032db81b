import type { Exchange, SentRequest } from '../../../checks/harness/exchange.ts'
import { hookWords } from '../../failure/hook-words.ts'
import type { Failure } from '../../runner/report.ts'
import type { PersonName } from '../console-choices.ts'
import { METHODS, WITH_BODY } from '../console-choices.ts'
import type { Card, CheckRequest } from '../page-state.ts'
import { isHarmless } from './check-hooks.ts'
import { CheckUsers, keyIn } from './check-users.ts'

/**
 * The last request of a check as the console sends it, with the console's users in the places of
 * the check's. If the console cannot send the same, the reason.
 */
export function checkRequest({
  exchanges,
  expected,
}: Pick<Failure, 'exchanges' | 'expected'>): Pick<Card, 'tryIt' | 'notRepeatable'> {
  const last = exchanges.at(-1)
  if (!last || !('request' in last)) return {}
  const statuses = [...new Set(expected.map(({ status }) => status))]
  const found = whyNot(exchanges.slice(0, -1), last.request, statuses)
  const told = found ?? repeated(last.request, new CheckUsers(exchanges.slice(0, -1)))
  return typeof told === 'string'
    ? { notRepeatable: `Try your API cannot repeat this request: ${told}.` }
    : { tryIt: { ...told, expected: statuses } }
}

/** What the console lacks: it sends one request to an API that has just started. */
function whyNot(earlier: Exchange[], last: SentRequest, statuses: number[]): string | undefined {
  const changing = earlier.find((each) =>
    'hook' in each ? !isHarmless(each.hook, last.path) : changesSomething(each),
  )
  if (changing && 'hook' in changing) return `before it, the check ${hookWords(changing.hook)}`
  if (changing) {
    return `before it, the check sends \`${changing.request.method} ${changing.request.path}\``
  }
  if (statuses.includes(429)) return 'the earlier requests of the check count too'
  return whyNotSent(last)
}

/**
 * The requests that create what the console's users have, or something for browsers only. The demos
 * create nothing.
 */
const CREATING = /\/(?:register|login|tasks|session)\/$|\/demo\//

function changesSomething({ request, answer }: Extract<Exchange, { request: unknown }>): boolean {
  const { method, path } = request
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || answer.status >= 400) return false
  return method !== 'POST' || !CREATING.test(path)
}

function whyNotSent({ method, path, headers, body }: SentRequest): string | undefined {
  const names = Object.keys(headers)
  if (names.includes('Cookie'))
    return 'it sends cookies, and a browser here sends only those that responses have set'
  const other = names.find((name) => !['Authorization', 'Content-Type'].includes(name))
  if (other) return `it sends the header \`${other}\``
  if (headers.Authorization !== undefined && keyIn(headers) === undefined) {
    return 'its header `Authorization` is not `Token`, a space and a key'
  }
  const type = headers['Content-Type']
  if (type !== undefined && type !== 'application/json') return 'its body is not sent as JSON'
  if (!METHODS.includes(method)) return `it sends the method \`${method}\``
  if (!/^\/[\x21-\x7e]*$/.test(path) || path.length >= 2000) return 'its path is unusual'
  if (body === undefined) return undefined
  if (!WITH_BODY.includes(method)) return `it is a ${method} with a body`
  if (body === '') return 'its body is empty, but announced as JSON'
  // A text field changes them.
  if (body.length > 2000 || /\r|\p{Co}|\p{Cs}/u.test(body)) return 'its body is unusual'
  if (/"(?:owner|user|id)"\s*:\s*\d/.test(body)) return 'its body has an id of the check'
  return undefined
}

const OTHER_USERS = 'it needs other users than the ones here'

/** The request with the console's users, or why there are none. */
function repeated(
  { method, path, headers, body }: SentRequest,
  users: CheckUsers,
): Omit<CheckRequest, 'expected'> | string {
  const key = keyIn(headers)
  const version = path.startsWith('/api/v2/') ? 2 : 1
  const sender = key === undefined ? undefined : users.ownerOfKey(key, version)
  if (key !== undefined && !sender && (users.keys.includes(key) || !isPlainKey(key))) {
    return 'its key is none of the keys here'
  }
  const text = `${path} ${body ?? ''}`
  if (users.keys.some((each) => text.includes(each))) return 'it has a key outside its header'
  const [, id = ''] = /\/tasks\/(\d+)\//.exec(path) ?? []
  const owner = users.ownerOfTask(id)
  // Two tasks exist here.
  if (!owner && id !== '' && Number(id) < 1000) return 'its task is none of the tasks here'
  const named = users.all.map(({ username }) => username).filter((name) => text.includes(name))
  const cast = users.cast(owner, [...(sender === undefined ? [] : [sender]), ...named])
  if (!cast) return OTHER_USERS
  if (users.all.some(({ password }) => path.includes(password))) return 'its path has a password'
  return {
    as: key === undefined ? 'anonymous' : sender ? (cast.get(sender) as PersonName) : 'wrong',
    method,
    path: renamed(owner ? path.replace(`/tasks/${id}/`, '/tasks/1/') : path, named, users, cast),
    ...(body !== undefined && { body: renamed(body, named, users, cast) }),
  }
}

/** A key that differs from an existing one in its value only. */
function isPlainKey(key: string): boolean {
  return /^[0-9a-f]{40}$/.test(key)
}

/** A text with the names and passwords of the console's users. */
function renamed(
  text: string,
  names: string[],
  users: CheckUsers,
  cast: Map<string, PersonName>,
): string {
  return names.reduce((changed, name) => {
    const person = cast.get(name) as string
    const password = users.all.find(({ username }) => username === name)?.password as string
    return changed.replaceAll(name, person).replaceAll(password, `${person}-pass-1`)
  }, text)
}
