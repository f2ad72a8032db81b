import type { Ask, Move, Session } from '../session.ts'
import { ACTORS, headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { beginV2, byBrowser, byToken, waysOf } from './v2-actors.ts'

const READ: [firstStep: number, path: string][] = [
  [3, '/api/me/'],
  [5, '/api/demo/admin/'],
  [6, '/api/tasks/'],
  [6, '/api/tasks/1/'],
]
const V2_READ: [firstStep: number, path: string][] = [
  [8, '/api/v2/tasks/'],
  [8, '/api/v2/tasks/1/'],
  [9, '/api/v2/tasks/feed/'],
  [9, '/api/v2/tasks/window/'],
  [10, '/api/v2/me/'],
  [12, '/api/v2/session/'],
  [12, '/api/v2/demo/session-first/'],
]
/**
 * A response must show nothing of another user's request, even if both are sent at the same time.
 */
const QUERIES: Ask['query'][] = [[], [['search', 'secret']], [['page_size', '2']], [['limit', '1']]]

/**
 * Sends every request as all actors at the same time, twice each: requests must not affect each
 * other.
 */
export function burstsSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  const actors = ACTORS.map((actor) => ({ headers: headersOf(actor) }))
  for (const [firstStep, path] of READ) {
    if (firstStep <= upTo) moves.push({ burst: everyoneTwice(path, actors) })
  }
  const paths = READ.filter(([firstStep]) => firstStep <= upTo).map(([, path]) => path)
  if (paths.length > 1) moves.push({ burst: everythingAtOnce(paths, actors) })
  if (upTo >= 6) moves.push(...ownWrites('/api/tasks/1/'))
  if (upTo >= 3) moves.push(...logins('/api/login/'))
  if (upTo >= 7) moves.push(...logouts('/api/logout/', '/api/me/', 'create_token'))
  if (upTo >= 8) moves.push(...v2Bursts(upTo))
  return { seed: 0, skip: SKIP, moves }
}

function v2Bursts(upTo: number): Move[] {
  const moves: Move[] = [
    { hook: { op: 'create_tasks', user: 'alice', count: 3 } },
    { hook: { op: 'create_tasks', user: 'bob', count: 5 } },
    ...beginV2(upTo),
  ]
  for (const [firstStep, path] of V2_READ) {
    if (firstStep > upTo) continue
    moves.push({ burst: everyoneTwice(path, waysOf(upTo)) })
    if (!path.startsWith('/api/v2/tasks/') || path.endsWith('1/')) continue
    const asks = QUERIES.flatMap((query): Ask[] => {
      return ['alice', 'bob'].map((name) => ({ method: 'GET', path, query, ...byToken(name) }))
    })
    moves.push({ burst: [...asks, ...asks.toReversed()] })
  }
  moves.push(...ownWrites('/api/v2/tasks/1/'))
  if (upTo >= 12) moves.push({ burst: othersWrite('/api/v2/tasks/1/', byBrowser) })
  if (upTo >= 10) {
    moves.push(...logins('/api/v2/login/'))
    for (const name of ['logout', 'logoutall']) {
      moves.push(...logouts(`/api/v2/${name}/`, '/api/v2/me/', 'v2_token'))
    }
  }
  return moves
}

function everyoneTwice(path: string, ways: Partial<Ask>[]): Ask[] {
  return [...ways, ...ways.toReversed()].map((way) => ({ method: 'GET', path, ...way }))
}

/** Every actor reads every path, each with another neighbour in each round. */
function everythingAtOnce(paths: string[], ways: Partial<Ask>[]): Ask[] {
  return ways.flatMap((_, round) =>
    paths.map((path, at) => ({ method: 'GET', path, ...ways[(round + at) % ways.length] })),
  )
}

/**
 * One user logs out while another sends requests, in both orders, twice at the same time, and while
 * the other logs out too.
 */
function logouts(path: string, mine: string, op: string): Move[] {
  const me = (name: string): Ask => ({ method: 'GET', path: mine, ...byToken(name) })
  const logout: Ask = { method: 'POST', path, ...byToken('alice') }
  const bobs = [me('bob'), me('bob')]
  return [
    [logout, ...bobs],
    [...bobs, logout],
    [logout, logout],
    [logout, { ...logout, ...byToken('bob') }],
  ].flatMap((burst): Move[] => [
    ...['alice', 'bob'].map((user): Move => ({ hook: { op, user } })),
    { burst, statusesOnly: true },
    { burst: [me('alice'), me('bob')], inOrder: true },
  ])
}

/** The owner reads a task while others try to change it. */
function othersWrite(path: string, as: typeof byToken): Ask[] {
  const json = { title: 'mine now' }
  const owner = { method: 'GET', path, ...as('alice') }
  const others = ['bob', 'root'].flatMap((name) =>
    ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, path, json, ...as(name) })),
  )
  return others.flatMap((other) => [other, owner])
}

/** Others write a task, and then the owner writes each field of it at the same time. */
function ownWrites(path: string): Move[] {
  const fields = [{ title: 'Oats' }, { description: 'soon' }, { completed: true }]
  const write = (method: string, json: object) => ({ method, path, json, ...byToken('alice') })
  const before = write('PUT', { title: 'Milk', description: '', completed: false })
  const burst = fields.map((json) => write('PATCH', json))
  return [{ burst: othersWrite(path, byToken) }, { ask: before }, { burst, statusesOnly: true }]
}

/** Right and wrong passwords at the same time, for one user and for several, in both orders. */
function logins(path: string): Move[] {
  const login = (username: string, password: string): Ask => {
    return { method: 'POST', path, json: { username, password } }
  }
  const right = login('alice', 'alice-pass-1')
  const wrong = login('alice', 'wrong')
  const bob = login('bob', 'bob-pass-1')
  return [
    [right, wrong],
    [wrong, right],
    [login('bob', 'alice-pass-1'), right, login('inactive', 'inactive-pass-1')],
    [bob, right, bob],
    [bob, wrong, bob],
    [wrong, bob],
  ].flatMap((burst): Move[] => [{ hook: { op: 'reset_throttles' } }, { burst }])
}
