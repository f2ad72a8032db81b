import type { Exchange, SentRequest } from '../../../checks/harness/exchange.ts'
import { hookWords } from '../../failure/hook-words.ts'
import type { Failure } from '../../runner/report.ts'
import type { PersonName } from '../console-choices.ts'
import { METHODS, WITH_BODY } from '../console-choices.ts'
import type { Card, CheckRequest } from '../page-state.ts'
import { CheckBrowsers } from './check-browsers.ts'
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
  const earlier = exchanges.slice(0, -1)
  const browsers = new CheckBrowsers(earlier)
  const found = whyNot(earlier, last.request, statuses, browsers)
  const told = found ?? repeated(last.request, new CheckUsers(earlier), browsers)
  return typeof told === 'string'
    ? { notRepeatable: `Try your API cannot repeat this request: ${told}.` }
    : { tryIt: { ...told, expected: statuses } }
}

/** What the console lacks: it sends one request, after a login if there is one, to a new API. */
function whyNot(
  earlier: Exchange[],
  last: SentRequest,
  statuses: number[],
  browsers: CheckBrowsers,
): string | undefined {
  const changing = earlier.find((each) =>
    'hook' in each ? !isHarmless(each.hook, last.path) : changesSomething(each),
  )
  if (changing && 'hook' in changing) return `before it, the check ${hookWords(changing.hook)}`
  if (changing) {
    return `before it, the check sends \`${changing.request.method} ${changing.request.path}\``
  }
  if (statuses.includes(429)) return 'the earlier requests of the check count too'
  return whyNotSent(last, browsers)
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

const HEADERS = ['Authorization', 'Content-Type', 'Cookie', 'X-CSRFToken']

function whyNotSent(
  { method, path, headers, body }: SentRequest,
  browsers: CheckBrowsers,
): string | undefined {
  const other = Object.keys(headers).find((name) => !HEADERS.includes(name))
  if (other) return `it sends the header \`${other}\``
  const browser = browsers.withCookies(headers.Cookie ?? '')
  if (!browser)
    return 'it sends cookies, and a browser here sends only those that responses have set'
  const token = headers['X-CSRFToken']
  if (token !== undefined && !browser.tokens.has(String(token))) {
    return 'its header `X-CSRFToken` is not the token that its browser has requested'
  }
  if (browsers.isIn(`${path} ${body ?? ''}`))
    return 'it has a cookie or a CSRF token in its body or path'
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
  browsers: CheckBrowsers,
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
  const session = browsers.withCookies(headers.Cookie ?? '')?.user
  const cast = users.cast(
    owner,
    [sender, session, ...named].filter((name) => name !== undefined),
  )
  if (!cast) return OTHER_USERS
  const user = session === undefined ? undefined : cast.get(session)
  if (user === 'inactive') return 'its user is deactivated after the login'
  if (users.all.some(({ password }) => path.includes(password))) return 'its path has a password'
  const byToken = sender ? (cast.get(sender) as PersonName) : 'wrong'
  const csrf = headers['X-CSRFToken'] !== undefined
  return {
    as: key === undefined ? (user ?? 'anonymous') : byToken,
    with: headers.Cookie === undefined ? 'token' : key === undefined ? 'cookies' : 'both',
    csrf,
    before: headers.Cookie === undefined ? [] : loginOf(user, csrf),
    method,
    path: renamed(owner ? path.replace(`/tasks/${id}/`, '/tasks/1/') : path, named, users, cast),
    ...(body !== undefined && { body: renamed(body, named, users, cast) }),
  }
}

/** The requests that a browser sends before: for a CSRF token, and for a session. */
function loginOf(user: PersonName | undefined, needsToken: boolean): CheckRequest['before'] {
  const csrf = { method: 'GET', path: '/api/v2/csrf/', csrf: false }
  if (!user) return [csrf]
  const body = JSON.stringify({ username: user, password: `${user}-pass-1` })
  const login = { method: 'POST', path: '/api/v2/session/', csrf: true, body }
  // A login replaces the token.
  return [csrf, login, ...(needsToken ? [csrf] : [])]
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
