import { describe, expect, it } from 'vitest'
import type { AskedHook, Exchange, SentRequest } from '../../../checks/harness/exchange.ts'
import { checkRequest } from './check-request.ts'

const ADA = 'user-aaaaaaaaaaaa'
const BEN = 'user-bbbbbbbbbbbb'
const password = 'password-cccccccccccc'
const KEY = 'a'.repeat(40)
const OTHER_KEY = 'b'.repeat(40)

const hook = (hook: AskedHook, body: object = {}): Exchange => ({
  hook,
  answer: { status: 200, headers: {}, body },
})
const sent = (
  request: Partial<SentRequest>,
  status = 200,
  body: object = {},
  setCookie = '',
): Exchange => ({
  request: { method: 'GET', path: '/api/me/', headers: {}, ...request },
  answer: { status, headers: setCookie === '' ? {} : { 'set-cookie': setCookie }, body },
})
const token = (key: string) => ({ Authorization: `Token ${key}` })
const json = { 'Content-Type': 'application/json' }
const credentials = (username: string) => JSON.stringify({ username, password })

const users = [
  hook({ op: 'create_user', how: 'create_user', user: ADA, password }),
  hook({ op: 'create_user', how: 'create_user', user: BEN, password }),
  hook({ op: 'create_token', user: ADA }, { key: KEY }),
  hook({ op: 'create_token', user: BEN }, { key: OTHER_KEY }),
]
const task = sent(
  { method: 'POST', path: '/api/tasks/', headers: { ...token(KEY), ...json }, body: '{}' },
  201,
  { id: 77 },
)
const DETAIL = '/api/tasks/77/'

/** What the console offers for the last of these. */
function offered(...exchanges: Exchange[]) {
  return checkRequest({ exchanges, expected: [{ status: 200 }, { status: 401 }] })
}

describe('the request of a check is offered with the same credentials, path and body', () => {
  it.each([
    ['without a token', {}, { as: 'anonymous', path: '/api/me/' }],
    ['of a user', { headers: token(KEY) }, { as: 'alice' }],
    ['of the owner', { headers: token(KEY), path: DETAIL }, { as: 'alice', path: '/api/tasks/1/' }],
    [
      'of another',
      { headers: token(OTHER_KEY), path: DETAIL },
      { as: 'bob', path: '/api/tasks/1/' },
    ],
    ['with an unknown key', { headers: token('c'.repeat(40)) }, { as: 'wrong' }],
    ['for a missing task', { path: '/api/tasks/999999/' }, { path: '/api/tasks/999999/' }],
    [
      'that logs in',
      { method: 'POST', path: '/api/login/', headers: json, body: credentials(BEN) },
      { as: 'anonymous', body: '{"username":"alice","password":"alice-pass-1"}' },
    ],
    [
      'that logs in with a token',
      {
        method: 'POST',
        path: '/api/login/',
        headers: { ...json, ...token(KEY) },
        body: credentials(BEN),
      },
      { as: 'alice', body: '{"username":"bob","password":"bob-pass-1"}' },
    ],
    [
      'with an invalid body',
      { method: 'POST', path: '/api/tasks/', headers: { ...token(KEY), ...json }, body: '{"a' },
      { as: 'alice', body: '{"a' },
    ],
  ] as const)('%s', (_, request, told) => {
    const { tryIt, notRepeatable } = offered(...users, task, sent(request))
    expect(notRepeatable).toBeUndefined()
    const { headers, ...same } = request as { headers?: object }
    expect(tryIt).toMatchObject({ method: 'GET', expected: [200, 401], ...same, ...told })
  })

  it.each([
    [{ op: 'set_staff', user: BEN, value: true }, 'root'],
    [{ op: 'set_active', user: BEN, value: false }, 'inactive'],
  ])('of a user after %j', (change, as) => {
    const request = sent({ headers: token(OTHER_KEY), path: DETAIL })
    expect(offered(...users, task, hook(change), request).tryIt).toMatchObject({ as })
  })
})

const SESSION = '/api/v2/session/'
const csrf = (cookie: string, csrfToken: string, set = 'csrftoken=S; Path=/') =>
  sent(
    { path: '/api/v2/csrf/', headers: cookie === '' ? {} : { Cookie: cookie } },
    200,
    { csrfToken },
    set,
  )
const login = (username: string, from = 'csrftoken=S', session = 'one') =>
  sent(
    {
      method: 'POST',
      path: SESSION,
      headers: { Cookie: from, 'X-CSRFToken': 'masked', ...json },
      body: credentials(username),
    },
    200,
    { username },
    `sessionid=${session}; HttpOnly\ncsrftoken=T${session}; Path=/`,
  )
const LOGGED_IN = 'csrftoken=Tone; sessionid=one'

describe('the request of a browser is offered after what the browser sent before', () => {
  const getCsrf = { method: 'GET', path: '/api/v2/csrf/', csrf: false }
  const loginAs = (name: string) => ({
    method: 'POST',
    path: SESSION,
    csrf: true,
    body: JSON.stringify({ username: name, password: `${name}-pass-1` }),
  })
  const begun = [
    ...users,
    csrf('', 'masked'),
    login(ADA),
    csrf(LOGGED_IN, 'again', 'csrftoken=Tone'),
  ]

  it('without a user', () => {
    const request = { method: 'POST', path: SESSION, body: credentials(BEN) }
    const headers = { Cookie: 'csrftoken=S', 'X-CSRFToken': 'masked', ...json }
    const told = offered(...users, csrf('', 'masked'), sent({ ...request, headers }))
    expect(told.tryIt).toMatchObject({ as: 'anonymous', with: 'cookies', csrf: true })
    expect(told.tryIt?.before).toEqual([getCsrf])
    expect(told.tryIt?.body).toBe('{"username":"alice","password":"alice-pass-1"}')
  })

  it('with a user', () => {
    const { tryIt } = offered(...begun, sent({ path: SESSION, headers: { Cookie: LOGGED_IN } }))
    expect(tryIt).toMatchObject({ as: 'alice', with: 'cookies', csrf: false })
    expect(tryIt?.before).toEqual([getCsrf, loginAs('alice')])
  })

  it('with a user and a CSRF token', () => {
    const headers = { Cookie: LOGGED_IN, 'X-CSRFToken': 'again' }
    const { tryIt } = offered(...begun, sent({ method: 'DELETE', path: SESSION, headers }))
    expect(tryIt).toMatchObject({ as: 'alice', with: 'cookies', csrf: true })
    expect(tryIt?.before).toEqual([getCsrf, loginAs('alice'), getCsrf])
  })

  it('with the token of another user', () => {
    const made = hook({ op: 'v2_token', user: BEN }, { token: 'v'.repeat(64) })
    const headers = { Cookie: LOGGED_IN, ...token('v'.repeat(64)) }
    const { tryIt } = offered(...begun, made, sent({ path: '/api/v2/me/', headers }))
    expect(tryIt).toMatchObject({ as: 'alice', with: 'both' })
    expect(tryIt?.before).toEqual([getCsrf, loginAs('bob')])
  })

  it.each([
    ['the token of the cookie', { 'X-CSRFToken': 'Tone' }, '`X-CSRFToken`'],
    ['a token from before the login', { 'X-CSRFToken': 'masked' }, '`X-CSRFToken`'],
    ['a changed cookie', { Cookie: 'csrftoken=Tone; sessionid=two' }, 'cookies'],
    ['a list of cookies', { Cookie: [LOGGED_IN, LOGGED_IN] }, 'cookies'],
    ['another header', { Origin: 'null' }, '`Origin`'],
  ] as const)('not with %s', (_, headers, words) => {
    const request = { path: SESSION, headers: { Cookie: LOGGED_IN, ...headers } }
    const { tryIt, notRepeatable } = offered(...begun, sent(request as object))
    expect(tryIt).toBeUndefined()
    expect(notRepeatable).toContain(words)
  })

  it('not with a token elsewhere, after another login, or with a user who was deactivated', () => {
    const post = {
      method: 'POST',
      path: '/api/v2/tasks/',
      body: '{"csrfmiddlewaretoken": "again"}',
    }
    const inBody = sent({ ...post, headers: { Cookie: LOGGED_IN, ...json } })
    expect(offered(...begun, inBody).notRepeatable).toContain('body or path')
    const request = sent({ path: SESSION, headers: { Cookie: LOGGED_IN } })
    const again = [...begun, login(BEN, LOGGED_IN, 'two'), request]
    expect(offered(...again).notRepeatable).toContain('cookies')
    const gone = hook({ op: 'set_active', user: ADA, value: false })
    expect(offered(...begun, gone, request).notRepeatable).toContain('deactivated')
  })
})

describe('a request that the console cannot send is not offered, with the reason', () => {
  it.each([
    ['cookies', { headers: { Cookie: 'csrftoken=x' } }, 'cookies'],
    ['a CSRF header', { headers: { 'X-CSRFToken': 'x' } }, '`X-CSRFToken`'],
    ['another scheme', { headers: { Authorization: `Bearer ${KEY}` } }, '`Authorization`'],
    ['a key in lists', { headers: { Authorization: ['Token a', 'Token b'] } }, '`Authorization`'],
    ['half a key', { headers: token(KEY.slice(1)) }, 'key'],
    ['a token of another version', { headers: token(KEY), path: '/api/v2/me/' }, 'key'],
    ['a key in the path', { path: `/api/me/?key=${KEY}` }, 'outside its header'],
    ['a form', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' }, 'JSON'],
    ['a body of a GET', { headers: json, body: '{}' }, 'with a body'],
    ['an empty body', { method: 'POST', headers: json, body: '' }, 'empty'],
    ['an id', { method: 'POST', headers: json, body: '{"owner": 7}' }, 'an id'],
    ['an unknown task', { path: '/api/tasks/3/' }, 'task'],
    ['an unusual method', { method: 'TRACE' }, '`TRACE`'],
    ['an unusual path', { path: '/api/me/ ' }, 'path'],
  ] as const)('%s', (_, request, words) => {
    const { tryIt, notRepeatable } = offered(...users, task, sent(request as object))
    expect(tryIt).toBeUndefined()
    expect(notRepeatable).toContain(words)
  })

  it.each([
    ['set_classes', { path: '/api/me/', permissions: ['IsAdminUser'] }, 'IsAdminUser'],
    ['set_fault', { fault: 'fails', operation: 'insert', table: 'tasks' }, 'insert'],
    ['advance_clock', { seconds: 60 }, '60 seconds'],
    ['create_tasks', { user: ADA, count: 3 }, `created tasks of ${ADA}`],
    ['v2_create_token', { user: ADA, count: 10 }, ADA],
    ['create_user', { how: 'bulk_create', user: 'x', password }, 'x'],
    ['set_staff', { user: ADA, value: 'yes' }, 'yes'],
    ['a_new_hook', {}, 'a_new_hook'],
  ])('after %s', (op, detail, words) => {
    const { notRepeatable } = offered(...users, hook({ op, ...detail }), sent({}))
    expect(notRepeatable).toContain(words)
  })

  it('after a request that changes what is stored', () => {
    const change = sent({ method: 'DELETE', path: DETAIL, headers: token(KEY) }, 204)
    expect(offered(...users, task, change, sent({})).notRepeatable).toContain(`DELETE ${DETAIL}`)
    const refused = sent({ method: 'DELETE', path: DETAIL, headers: token(OTHER_KEY) }, 403)
    expect(offered(...users, task, refused, sent({})).notRepeatable).toBeUndefined()
  })

  it('with a key of a deleted token, or of a user with an unusual name or password', () => {
    const gone = hook({ op: 'delete_token', user: ADA })
    expect(offered(...users, gone, sent({ headers: token(KEY) })).notRepeatable).toContain('key')
    for (const own of [{ user: 'Ada' }, { password: 'p' }]) {
      const person = { op: 'create_user', user: ADA, password, ...own }
      const made = [hook(person), hook({ op: 'create_token', user: person.user }, { key: KEY })]
      expect(offered(...made, sent({ headers: token(KEY) })).notRepeatable).toContain('users')
    }
  })

  it('if its earlier requests count', () => {
    const exchanges = [...users, sent({})]
    const { tryIt } = checkRequest({ exchanges, expected: [{ status: 429 }] })
    expect(tryIt).toBeUndefined()
  })
})

it('a hook has no request to repeat', () => {
  expect(offered(hook({ op: 'count' }))).toEqual({})
  expect(offered()).toEqual({})
})
