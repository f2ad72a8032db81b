import type { Ask, Move, Session } from '../session.ts'
import { headersOf, MAKE_ACTORS, SKIP } from './actors.ts'
import { byBrowser } from './v2-actors.ts'

/** Characters that some language trims from the ends of a string. */
export const BLANKS = [
  ...['\t', '\n', '\v', '\f', '\r', '\u001c', '\u001d', '\u001e', '\u001f', ' ', '\u0085'],
  ...['\u00a0', '\u1680', '\u2000', '\u200a', '\u2028', '\u202f', '\u205f', '\u3000'],
  ...['\u200b', '\u180e', '\u2060', '\ufeff', '\u0000', '\u00ad'],
]
const NAME = 'alice'
const PASSWORD = 'alice-pass-1'

const NAMES: unknown[] = [
  ...['ALICE', 'Alice', 'alic\u0435', 'ａlice', 'alice\u0301', 'alice@example.com', 'al', 'alice%'],
  ...['*', '', null, 97, [NAME], { $ne: '' }, true],
]
const PASSWORDS: unknown[] = [
  ...[
    'wrong',
    '',
    '{{alice.hash}}',
    '{{alice.key}}',
    'ALICE-PASS-1',
    'alice-pass-',
    'alice-pass-12',
  ],
  ...[' alice-pass-1', 'alice-pass-1 ', 'alice-pass-1\u0000', 'ａlice-pass-1', 'bob-pass-1', NAME],
  ...[null, 1, [PASSWORD], { $ne: '' }, true],
]

/** Logs in at every login route with every unusual name and password. */
export function loginsSession(upTo: number): Session {
  const doors = ['/api/login/', '/api/v2/login/', '/api/v2/session/']
  const moves: Move[] = [...MAKE_ACTORS]
  for (const [at, firstStep] of [3, 10, 12].entries()) {
    if (firstStep <= upTo) moves.push(...through(doors[at] as string))
  }
  return { seed: 0, skip: SKIP, moves }
}

function through(door: string): Move[] {
  const isFirst = door === '/api/login/'
  const browser = `at ${door}`
  const way = door.includes('session') ? byBrowser(browser) : {}
  const login = (username: unknown, password: unknown, more: Partial<Ask> = {}): Ask => {
    return { method: 'POST', path: door, json: { username, password }, ...way, ...more }
  }
  // In version 2, each success creates a token or a session, so it is tried only once.
  const blanks = isFirst ? BLANKS : BLANKS.slice(0, 0)
  const asks = [
    ...blanks.flatMap((blank) => [
      login(`${blank}${NAME}`, PASSWORD),
      login(`${NAME}${blank}`, PASSWORD),
    ]),
    ...NAMES.map((name) => login(name, PASSWORD)),
    ...PASSWORDS.map((password) => login(NAME, password)),
    ...['inactive-pass-1', 'wrong', ''].map((password) => login('inactive', password)),
    ...['x', '{{gone.key}}'].map((password) => login('nobody', password)),
    login(undefined, PASSWORD),
    login(NAME, undefined),
  ]
  if (!isFirst) asks.push(login('\u001calice', PASSWORD), login('\u0085alice\u0085', PASSWORD))
  const dora = `dora ${isFirst ? '' : door.length}`.trim()
  const register: Ask = {
    method: 'POST',
    path: '/api/register/',
    json: { username: dora, password: 'dora-pass-1' },
  }
  // A failed lookup of a name must not be cached.
  asks.push(login(dora, 'dora-pass-1'), register, login(dora, 'wrong'), login(dora, 'dora-pass-1'))
  if (!way.browser) {
    for (const actor of ['other', 'wrong', 'inactive'] as const) {
      const headers = headersOf(actor)
      asks.push(login(NAME, PASSWORD, { headers }), login(NAME, 'wrong', { headers }))
    }
  }
  const fields = (...pairs: [string, string][]): Ask => {
    return { method: 'POST', path: door, form: pairs, ...way }
  }
  asks.push(
    fields(['username', 'bob'], ['username', NAME], ['password', PASSWORD]),
    fields(['username', NAME], ['password', PASSWORD], ['password', 'wrong']),
    {
      method: 'POST',
      path: door,
      query: [
        ['username', NAME],
        ['password', PASSWORD],
      ],
      ...way,
    },
  )
  const readToken: Move = { ask: { method: 'GET', path: '/api/v2/csrf/', browser } }
  return inGroups(asks, way.browser ? [readToken] : [])
}

/**
 * Groups small enough to stay below the throttle. In a browser, each login changes the CSRF token.
 */
function inGroups(asks: Ask[], before: Move[]): Move[] {
  const size = before.length > 0 ? 1 : 5
  const groups = Array.from({ length: Math.ceil(asks.length / size) }, (_, at) => {
    return asks.slice(at * size, (at + 1) * size)
  })
  return groups.flatMap((burst): Move[] => [
    { hook: { op: 'reset_throttles' } },
    ...before,
    { burst, inOrder: true },
  ])
}
