import { type Actor, POLICY, type Rule } from '../../policy.ts'
import { FROM_HERE } from '../credentials.ts'
import type { Ask, Move, Pair, Session } from '../session.ts'
import { ACTORS, headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Tries every rule of the policy table as every actor. Each exam begins with this session. */
export function policySession(upTo: number): Session {
  const logins = ['gone', 'inactive', 'bob', 'root', 'alice'].map((user): Move => {
    return { hook: { op: 'v2_token', user } }
  })
  const [last, ...made] = MAKE_ACTORS.toReversed()
  const moves: Move[] = [...made.toReversed(), ...logins, ...(last ? [last] : [])]
  let tasks = 0
  for (const rule of rules(upTo)) {
    if (rule.path.includes('{id}')) {
      moves.push({ ask: NEW_TASK })
      tasks += 1
    }
    if (rule.authentication[0] === 'session') {
      moves.push(...bySession(rule, moves.length))
      continue
    }
    // A logout deletes the tokens of version 2.
    if (isLogout(rule)) moves.push(...logins.slice(1))
    const asks = ACTORS.map((actor, at) => askOf(rule, actor, tasks, moves.length + at))
    // These requests change nothing, so they can be sent at the same time.
    if (isSafe(rule)) moves.push({ burst: asks })
    else moves.push(...asks.map((ask) => ({ ask })))
    tasks += ACTORS.filter((actor) => isCreated(rule, actor)).length
  }
  return { seed: 0, skip: SKIP, moves }
}

/** The user as whom each actor logs in with a browser. */
const PEOPLE: Record<Actor, string | undefined> = {
  anonymous: undefined,
  wrong: undefined,
  loggedOut: 'bob',
  inactive: 'inactive',
  other: 'bob',
  staff: 'root',
  owner: 'alice',
}

/** Gives each actor a browser with a CSRF token. */
function bySession(rule: Rule, at: number): Move[] {
  const moves: Move[] = [{ hook: { op: 'reset_throttles' } }]
  for (const actor of ACTORS) {
    const browser = `${actor} ${at}`
    const user = PEOPLE[actor]
    const readToken: Move = { ask: { method: 'GET', path: '/api/v2/csrf/', browser } }
    const headers: Pair[] = [['X-CSRFToken', `{{${browser}.csrf}}`]]
    const setActive = (value: boolean) =>
      actor === 'inactive' ? [{ hook: { op: 'set_active', user, value } }] : []
    // Each actor logs in twice, all from one address.
    if (rule.method === 'POST') moves.push({ hook: { op: 'reset_throttles' } })
    moves.push(readToken)
    if (user) {
      const json = { username: user, password: `${user}-pass-1` }
      const login = { method: 'POST', path: '/api/v2/session/', headers, json, browser }
      moves.push(...setActive(true), { ask: login }, readToken, ...setActive(false))
    }
    // The server deletes the session, but the browser keeps its cookie.
    if (actor === 'loggedOut') moves.push({ hook: { op: 'delete_sessions' } })
    const planted: Pair[] = actor === 'wrong' ? [['Cookie', `sessionid=${'f'.repeat(32)}`]] : []
    const ask = askOf(rule, 'anonymous', 0, at)
    moves.push({ ask: { ...ask, headers: [...headers, ...planted], browser } })
  }
  return moves
}

/**
 * Tries every rule as a client that claims to be on the server's own machine, or whose software adds
 * headers or sends the body in chunks: no header except `Authorization` changes what a client may do.
 */
export function clientsSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS, { ask: NEW_TASK }]
  const asksOf = (rule: Rule, at: number) => {
    return (['anonymous', 'other'] as const).map((actor, also): Ask => {
      const ask = askOf(rule, actor, 1, 2 * at + also)
      // Where the request is not refused, some servers ignore such a body.
      const inChunks = isSafe(rule) || rule.cells[actor].status < 401 ? [] : CHUNKS
      return { ...ask, headers: [...(ask.headers ?? []), ...FROM_HERE, ...inChunks] }
    })
  }
  const all = rules(upTo)
  moves.push({ burst: all.filter(isSafe).flatMap(asksOf) })
  for (const [at, rule] of all.entries()) {
    if (isSafe(rule)) continue
    moves.push({ hook: { op: 'reset_throttles' } }, { burst: asksOf(rule, at), inOrder: true })
  }
  return { seed: 0, skip: SKIP, moves }
}

const CHUNKS: Pair[] = [['Transfer-Encoding', 'chunked']]

function isSafe({ method }: Rule): boolean {
  return SAFE_METHODS.includes(method)
}

function isLogout({ method, path }: Rule): boolean {
  return method === 'POST' && /\/logout(all)?\/$/.test(path)
}

/** Logouts come last, because they delete the token that other rules need. */
function rules(upTo: number): Rule[] {
  const soFar = POLICY.filter(({ step }) => Number(step.slice(0, 2)) <= upTo)
  return [...soFar.filter((rule) => !isLogout(rule)), ...soFar.filter(isLogout)]
}

function isCreated({ method, path, cells }: Rule, actor: Actor): boolean {
  return method === 'POST' && path.endsWith('/tasks/') && cells[actor].status === 201
}

function askOf({ method, path, body }: Rule, actor: Actor, task: number, at: number): Ask {
  const values: Record<string, string> = {
    '{new}': `new-${at}`,
    '{name}': 'alice',
    '{password}': 'alice-pass-1',
  }
  const entries = Object.entries(body ?? {}).map(([name, value]) => {
    return [name, values[String(value)] ?? value]
  })
  return {
    method,
    path: path.replace('{id}', String(task)),
    headers: headersOf(actor),
    ...(body && { json: Object.fromEntries(entries) }),
  }
}
