import type { Ask, Move, Pair, Session } from '../session.ts'
import { SKIP } from './actors.ts'
import { beginV2 } from './v2-actors.ts'

const GOOD = '{{alice.csrf}}'
const MADE_UP = 'ab12'.repeat(16)
const SESSION: string = 'sessionid={{alice.sessionid}}'
const cookie = (text: string): Pair => ['Cookie', text]
const header = (value: string): Pair => ['X-CSRFToken', value]
const OURS = cookie(`csrftoken=${GOOD}; ${SESSION}`)

/** Requests that change something, and need a CSRF token. */
const WRITES: Ask[] = [
  { method: 'POST', path: '/api/v2/demo/session-first/', json: {} },
  { method: 'POST', path: '/api/v2/tasks/', json: { title: 'Milk' } },
  {
    method: 'POST',
    path: '/api/v2/session/',
    json: { username: 'alice', password: 'wrong' },
  },
]

/** Cookies, some with a token in the header that may match. */
const COOKIES: Pair[][] = [
  [OURS],
  [cookie(SESSION), header(GOOD)],
  [cookie(`csrftoken=; ${SESSION}`), header('')],
  [cookie(`csrftoken=${MADE_UP}; csrftoken=${GOOD}; ${SESSION}`), header(MADE_UP)],
  [cookie(`csrftoken=${GOOD}; csrftoken=${MADE_UP}; ${SESSION}`), header(MADE_UP)],
  [cookie(`csrftoken=${MADE_UP}; csrftoken=${GOOD}; ${SESSION}`), header(GOOD)],
  [cookie(`csrftoken=${GOOD}; csrftoken=${GOOD}; ${SESSION}`), header(GOOD)],
  ...['xcsrftoken', 'CSRFTOKEN', '__Host-csrftoken', 'csrf', 'XSRF-TOKEN', 'csrftoken2'].map(
    (name): Pair[] => [cookie(`${name}=${MADE_UP}; ${SESSION}`), header(MADE_UP)],
  ),
  ...[`"${GOOD}"`, `${GOOD}x`, '{{alice.csrf|slice:0:63}}', 'x', '%61'.repeat(64)].map(
    (value): Pair[] => [cookie(`csrftoken=${value}; ${SESSION}`), header(value)],
  ),
  [cookie(`csrftoken={{bob.csrf}}; ${SESSION}`), header(GOOD)],
  [cookie(`csrftoken={{bob.csrf}}; ${SESSION}`), header('{{bob.csrf}}')],
  [cookie(`csrftoken=${MADE_UP}`), header(MADE_UP)],
]

/** Values of the token, sent with the right cookies. */
const TOKENS: Pair[][] = [
  ...['', 'x', GOOD, '{{bob.csrf}}', MADE_UP, 'a'.repeat(32), `${GOOD}x`, `"${GOOD}"`].map(header),
  ...['|upper', '|lower', '|slice:0:32', '|slice:32:', '|slice:0:63'].map((change) =>
    header(`{{alice.csrf${change}}}`),
  ),
  header('{{alice.sessionid}}'),
  ...['X-CSRF-Token', 'X-XSRF-TOKEN', 'CSRFToken', 'X-CSRF', 'csrfmiddlewaretoken'].map(
    (name): Pair => [name, GOOD],
  ),
].map((pair) => [OURS, pair])

/** Headers that could make a server skip the token. */
const CLAIMS: Pair[] = [
  ['X-Requested-With', 'XMLHttpRequest'],
  ['Origin', 'http://testserver'],
  ['Referer', 'http://testserver/page'],
  ['Sec-Fetch-Site', 'same-origin'],
  ['User-Agent', 'curl/8.0'],
  ['Authorization', 'Bearer x'],
  ['Authorization', 'Basic YWxpY2U6eA=='],
  ['X-HTTP-Method-Override', 'GET'],
  ['X-Forwarded-Proto', 'https'],
  ['Accept', 'application/json'],
]

const ORIGINS = [
  ...['http://testserver', 'https://testserver', 'http://testserver:80', 'http://evil.example'],
  ...['null', '', 'http://TESTSERVER', 'http://testserver.evil.example', 'http://eviltestserver'],
  ...['http://testserver/', 'testserver', 'http://evil.example/http://testserver'],
]
const REFERERS = [
  ...[
    'https://testserver/page',
    'https://testserver',
    'http://testserver/',
    'https://evil.example/',
  ],
  ...['https://testserver.evil.example/', 'https://evil.example/?https://testserver/', '', 'x'],
  ...['https://testserver@evil.example/', 'https://testserver:444/', '//testserver/'],
]

const RAW = [
  { type: 'text/plain', text: 'x' },
  { type: 'application/json', text: '{' },
  { type: 'application/json', text: '' },
  { type: 'application/json', text: '[1]' },
  { type: 'application/json', text: `{"csrfmiddlewaretoken":"${MADE_UP}"}` },
  { type: 'application/xml', text: '<a/>' },
  { type: 'multipart/form-data', text: 'x' },
  { type: 'multipart/form-data; boundary=b', text: '--b\r\nbroken' },
  { type: 'application/x-www-form-urlencoded', text: '%ff=%' },
  { type: 'x', text: '' },
]

/** Requests that another site could cause, in every form that a server could take for its own. */
export function csrfSession(upTo: number): Session {
  const moves: Move[] = beginV2(upTo)
  const ways = [...COOKIES, ...TOKENS, ...CLAIMS.map((claim) => [OURS, claim])]
  for (const origin of ORIGINS) ways.push([OURS, header(GOOD), ['Origin', origin]])
  for (const write of WRITES) {
    const burst = ways.map((headers) => ({ ...write, headers }))
    moves.push(...inTens(burst), ...inTens([...bodies(write), ...places(write), ...methods(write)]))
  }
  moves.push({ hook: { op: 'https', value: true } })
  const [write] = WRITES
  const referers = REFERERS.map((referer): Pair[] => [OURS, header(GOOD), ['Referer', referer]])
  const https = referers.flatMap((headers): Pair[][] => [
    [...headers, ['X-Forwarded-Proto', 'https']],
    [...headers, ['X-Forwarded-Proto', 'https'], ['Origin', 'https://testserver']],
  ])
  if (write) moves.push(...inTens(https.map((headers) => ({ ...write, headers }))))
  return { seed: 0, skip: SKIP, moves }
}

/** A body that cannot be parsed, without and with a token. */
function bodies({ method, path }: Ask): Ask[] {
  return RAW.flatMap((raw) =>
    [[OURS], [OURS, header(GOOD)]].map((headers) => ({ method, path, raw, headers })),
  )
}

/** The token in the body, in places where only a form may have it. */
function places({ method, path, json }: Ask): Ask[] {
  const fields = Object.entries(json as object).map(([name, value]): Pair => [name, String(value)])
  const token: Pair = ['csrfmiddlewaretoken', GOOD]
  const ask = { method, path, headers: [OURS] }
  return [
    { ...ask, form: [...fields, token] },
    { ...ask, form: [...fields, ['csrfmiddlewaretoken', MADE_UP]] },
    { ...ask, form: [...fields, ['csrfmiddlewaretoken', ''], token] },
    { ...ask, form: [...fields, token, ['csrfmiddlewaretoken', '']] },
    { ...ask, form: [...fields, ['csrftoken', GOOD]] },
    { ...ask, form: fields, query: [token] },
    { ...ask, json: { ...(json as object), csrfmiddlewaretoken: GOOD } },
    { ...ask, form: [...fields, ['csrfmiddlewaretoken', MADE_UP]], headers: [OURS, header(GOOD)] },
    { ...ask, form: [...fields, ['_method', 'GET']] },
    { ...ask, form: fields, query: [['_method', 'GET']] },
  ]
}

/** Other methods need the token too, and accept it only in the header. */
function methods({ path, json }: Ask): Ask[] {
  const token: Pair = ['csrfmiddlewaretoken', GOOD]
  return ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE', 'M-SEARCH']
    .flatMap((method): Ask[] => [
      { method, path, headers: [OURS] },
      ...(method.startsWith('P') ? [{ method, path, headers: [OURS], form: [token] }] : []),
    ])
    .concat({ method: 'POST', path, headers: [OURS], json })
}

/** Groups small enough to stay below the throttle. */
function inTens(asks: Ask[]): Move[] {
  const groups = Array.from({ length: Math.ceil(asks.length / 10) }, (_, at) => {
    return asks.slice(at * 10, at * 10 + 10)
  })
  return groups.flatMap((group, at): Move[] => {
    const burst = group.map((ask, n): Ask => {
      const address: Pair = ['X-Forwarded-For', `192.0.${at % 200}.${n}`]
      return { ...ask, headers: [...(ask.headers ?? []), address] }
    })
    return [{ hook: { op: 'reset_throttles' } }, { burst, inOrder: true }]
  })
}
