import type { Ask, Move, Session } from '../session.ts'
import { headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { byBrowser, logIn } from './v2-actors.ts'

type Table = 'auth_user' | 'authtoken_token' | 'core_task' | 'knox_authtoken' | 'django_session'
type Trouble = [operation: 'read' | 'write', table: Table]

const AUTHENTICATION: Trouble[] = [
  ['read', 'authtoken_token'],
  ['read', 'auth_user'],
]
const V2_AUTHENTICATION: Trouble[] = [
  ['read', 'knox_authtoken'],
  ['read', 'auth_user'],
]
const SESSION: Trouble[] = [
  ['read', 'django_session'],
  ['read', 'auth_user'],
]
const TASK: Trouble[] = [
  ['read', 'core_task'],
  ['write', 'core_task'],
]
const json = { title: 'Milk' }
const headers = headersOf('owner')

type Asked = [firstStep: number, ask: Ask, needed: Trouble[], before?: Move]

/**
 * Requests that are allowed, the database calls that they need, and a move that makes the call
 * necessary.
 */
const ASKED: Asked[] = [
  [3, { method: 'GET', path: '/api/me/', headers }, AUTHENTICATION],
  [5, { method: 'GET', path: '/api/demo/admin/', headers: headersOf('staff') }, AUTHENTICATION],
  [5, { method: 'GET', path: '/api/demo/read-only/', headers }, AUTHENTICATION],
  [5, { method: 'POST', path: '/api/demo/read-only/', headers }, AUTHENTICATION],
  [5, { method: 'OPTIONS', path: '/api/demo/allow-any/', headers }, AUTHENTICATION],
  [6, { method: 'GET', path: '/api/tasks/', headers }, [...AUTHENTICATION, ...TASK]],
  [6, { method: 'POST', path: '/api/tasks/', headers, json }, [...AUTHENTICATION, ...TASK]],
  [6, { method: 'GET', path: '/api/tasks/1/', headers }, TASK],
  [6, { method: 'PUT', path: '/api/tasks/1/', headers, json }, [...AUTHENTICATION, ...TASK]],
  [6, { method: 'PATCH', path: '/api/tasks/1/', headers, json }, TASK],
  [6, { method: 'DELETE', path: '/api/tasks/1/', headers }, TASK, { ask: NEW_TASK }],
  [
    3,
    { method: 'POST', path: '/api/login/', json: { username: 'bob', password: 'bob-pass-1' } },
    [...AUTHENTICATION, ['write', 'authtoken_token']],
    { hook: { op: 'delete_token', user: 'bob' } },
  ],
  [
    7,
    { method: 'POST', path: '/api/logout/', headers: headersOf('staff') },
    [...AUTHENTICATION, ['write', 'authtoken_token']],
    { hook: { op: 'create_token', user: 'root' } },
  ],
  [8, { method: 'GET', path: '/api/v2/tasks/', headers }, [['read', 'core_task']]],
  [10, { method: 'GET', path: '/api/v2/me/', headers }, V2_AUTHENTICATION],
  [
    10,
    { method: 'POST', path: '/api/v2/login/', json: { username: 'bob', password: 'bob-pass-1' } },
    [...V2_AUTHENTICATION, ['write', 'knox_authtoken']],
    { hook: { op: 'reset_throttles' } },
  ],
  ...['logout', 'logoutall'].map(
    (name): Asked => [
      10,
      { method: 'POST', path: `/api/v2/${name}/`, headers },
      [['write', 'knox_authtoken']],
      { hook: { op: 'v2_token', user: 'alice' } },
    ],
  ),
  [12, { method: 'GET', path: '/api/v2/session/', ...byBrowser('alice') }, SESSION],
  [
    12,
    {
      method: 'POST',
      path: '/api/v2/session/',
      json: { username: 'alice', password: 'wrong' },
      ...byBrowser('alice'),
    },
    [...SESSION, ['write', 'django_session']],
    { hook: { op: 'reset_throttles' } },
  ],
  [
    12,
    { method: 'DELETE', path: '/api/v2/session/', ...byBrowser('alice') },
    [...SESSION, ['write', 'django_session']],
  ],
]

/** Makes every database call of each request fail once, and be slow once. */
export function faultsSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  if (upTo >= 12) moves.push(...logIn('alice'))
  for (const [firstStep, ask, needed, before] of ASKED) {
    if (firstStep > upTo) continue
    for (const [operation, table] of needed) {
      for (const fault of ['fails', 'slow']) {
        if (before) moves.push(before)
        moves.push({ hook: { op: 'set_fault', operation, table, fault } }, { ask })
      }
    }
  }
  moves.push(...registrations())
  return { seed: 0, skip: SKIP, moves }
}

/** Each registration uses a new name. */
function registrations(): Move[] {
  const needed: Trouble[] = [
    ...AUTHENTICATION.slice(1),
    ['write', 'auth_user'],
    ['write', 'authtoken_token'],
  ]
  return needed.flatMap(([operation, table], at) =>
    ['fails', 'slow'].flatMap((fault): Move[] => {
      const account = { username: `new-${at}-${fault}`, password: 'a-password-1' }
      const ask: Ask = { method: 'POST', path: '/api/register/', json: account }
      return [{ hook: { op: 'set_fault', operation, table, fault } }, { ask }]
    }),
  )
}
