import type { AskedHook } from '../../harness/exchange.ts'
import type { Ask, Move, Session } from '../session.ts'
import { MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { beginV2, byBrowser, byToken, logIn } from './v2-actors.ts'

/** Paths whose responses depend on the user, with the step that adds them. */
const USES: [firstStep: number, path: string][] = [
  [3, '/api/me/'],
  [5, '/api/demo/admin/'],
  [6, '/api/tasks/1/'],
  [8, '/api/v2/tasks/'],
  [8, '/api/v2/tasks/1/'],
  [10, '/api/v2/me/'],
  [12, '/api/v2/session/'],
  [12, '/api/v2/demo/session-first/'],
]

/** Changes that are made without the API, and their reversal. */
const CHANGES: [there: AskedHook, back: AskedHook][] = [
  [
    { op: 'set_active', value: false },
    { op: 'set_active', value: true },
  ],
  [
    { op: 'set_staff', value: true },
    { op: 'set_staff', value: false },
  ],
  [
    { op: 'set_password', password: 'new-Password-7' },
    { op: 'set_password', password: 'alice-pass-1' },
  ],
  [{ op: 'delete_token' }, { op: 'create_token' }],
]

/** Changes a user and restores it, and sends every credential before, between and after. */
export function changesSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  if (upTo >= 8) moves.push(...beginV2(upTo))
  for (const [there, back] of CHANGES) {
    if (there.op === 'delete_token') moves.push(...logouts(upTo))
    moves.push(used(upTo), { hook: { ...there, user: 'alice' } }, used(upTo), ...logins(upTo))
    moves.push({ hook: { ...back, user: 'alice' } }, used(upTo))
  }
  if (upTo >= 6) moves.push(...tasks(upTo))
  moves.push({ hook: { op: 'delete_user', user: 'alice' } }, used(upTo))
  return { seed: 0, skip: SKIP, moves }
}

/** Sends every credential of alice's. */
export function used(upTo: number): Move {
  const burst = USES.filter(([firstStep]) => firstStep <= upTo).flatMap(([, path]) => {
    const ways = path.includes('/v2/') && upTo >= 12 ? [byToken('alice'), byBrowser('alice')] : []
    const asked = ways.length > 0 ? ways : [byToken('alice')]
    return asked.map((way) => ({ method: 'GET', path, ...way }))
  })
  return { burst, inOrder: true }
}

/** Logs alice in with each of her passwords, the current one and another. */
export function logins(upTo: number): Move[] {
  const paths = [...(upTo >= 3 ? ['/api/login/'] : []), ...(upTo >= 10 ? ['/api/v2/login/'] : [])]
  const burst = paths.flatMap((path) =>
    ['alice-pass-1', 'new-Password-7'].map((password) => {
      return { method: 'POST', path, json: { username: 'alice', password } }
    }),
  )
  return burst.length > 0 ? [{ hook: { op: 'reset_throttles' } }, { burst, inOrder: true }] : []
}

/**
 * Logs in and out repeatedly, on two devices. A token that has ended stays invalid, and no other
 * token ends.
 */
function logouts(upTo: number): Move[] {
  const doors = [...(upTo >= 7 ? [''] : []), ...(upTo >= 10 ? ['v2/'] : [])]
  const moves: Move[] = []
  const json = { username: 'alice', password: 'alice-pass-1' }
  for (const door of doors) {
    const old: Ask['headers'] = [['Authorization', 'Token {{alice.old}}']]
    const login = { method: 'POST', path: `/api/${door}login/`, json }
    const me = { method: 'GET', path: `/api/${door}me/` }
    for (const name of ['logout', 'logout', ...(door ? ['logoutall'] : [])]) {
      const logout = { method: 'POST', path: `/api/${door}${name}/`, ...byToken('alice') }
      const seen = [
        { ...me, ...byToken('alice') },
        { ...me, headers: old },
      ]
      const burst = [login, login, ...seen, logout, ...seen, logout, login, ...seen]
      moves.push({ hook: { op: 'reset_throttles' } }, { burst, inOrder: true })
    }
    moves.push(
      { hook: { op: 'delete_token', user: 'alice' } },
      { hook: { op: 'create_token', user: 'alice' } },
    )
  }
  if (upTo < 12) return moves
  const session = { path: '/api/v2/session/', ...byBrowser('alice') }
  const burst = ['GET', 'DELETE', 'GET', 'DELETE'].map((method) => ({ ...session, method }))
  return [...moves, { burst, inOrder: true }, used(upTo), ...logIn('alice'), used(upTo)]
}

/** A list or a task that was read before must show a later change. */
function tasks(upTo: number): Move[] {
  const roots = upTo >= 8 ? ['/api/tasks/', '/api/v2/tasks/'] : ['/api/tasks/']
  return roots.flatMap((root): Move[] => {
    const as = (name: string, method: string, path: string, json?: object): Ask => {
      return { method, path, ...byToken(name), ...(json && { json }) }
    }
    const lists = ['alice', 'bob'].map((name) => as(name, 'GET', root))
    const ends = [as('alice', 'GET', `${root}1/`), as('bob', 'GET', `${root}1/`)]
    const writes = [
      as('alice', 'PATCH', `${root}1/`, { title: 'Oats', description: 'PIN 4711' }),
      as('alice', 'POST', root, { title: 'Bread', description: 'PIN 4712', completed: true }),
      as('bob', 'POST', root, { title: 'Tea' }),
      as('alice', 'PUT', `${root}1/`, { title: 'Milk' }),
    ]
    const burst = writes.flatMap((write) => [write, ...lists, ...ends])
    return [
      { hook: { op: 'v2_token', user: 'alice' } },
      { burst: [...lists, ...burst], inOrder: true },
    ]
  })
}
