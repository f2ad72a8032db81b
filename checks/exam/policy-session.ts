import { type Actor, POLICY, type Rule } from '../policy.ts'
import type { Ask, Move, Session } from './session.ts'

/** Whose key each actor sends. The owner is last: what she deletes is gone for the others. */
const KEYS: Record<Actor, string | undefined> = {
  anonymous: undefined,
  wrong: 'f'.repeat(40),
  loggedOut: '{{gone.key}}',
  inactive: '{{inactive.key}}',
  other: '{{bob.key}}',
  staff: '{{root.key}}',
  owner: '{{alice.key}}',
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

const NEW_TASK: Ask = {
  method: 'POST',
  path: '/api/tasks/',
  headers: [['Authorization', `Token ${KEYS.owner}`]],
  json: { title: 'Milk' },
}

/** Asks every rule of the policy table as every actor: the session that an exam begins with. */
export function policySession(upTo: number): Session {
  const made = (user: string): Move[] => [{ hook: { op: 'create_token', user } }]
  const moves: Move[] = [
    { hook: { op: 'create_user', user: 'gone', password: 'gone-pass-1', how: 'create_user' } },
    ...['gone', 'inactive', 'bob', 'root', 'alice'].flatMap(made),
    { hook: { op: 'delete_token', user: 'gone' } },
  ]
  let tasks = 0
  for (const rule of rules(upTo)) {
    if (rule.path.includes('{id}')) {
      moves.push({ ask: NEW_TASK })
      tasks += 1
    }
    const asks = Object.values(KEYS).map((key, at) => askOf(rule, key, tasks, moves.length + at))
    // What changes nothing may be asked at once.
    if (SAFE_METHODS.includes(rule.method)) moves.push({ burst: asks })
    else moves.push(...asks.map((ask) => ({ ask })))
    const actors = Object.keys(KEYS) as Actor[]
    tasks += actors.filter((actor) => isCreated(rule, actor)).length
  }
  // Users have the ids of no task.
  return { seed: 0, skip: 96, moves }
}

/** Who has logged out has no token for the rules after it. */
function rules(upTo: number): Rule[] {
  const isLogout = ({ method, path }: Rule) => method === 'POST' && path === '/api/logout/'
  const soFar = POLICY.filter(({ step }) => Number(step.slice(0, 2)) <= upTo)
  return [...soFar.filter((rule) => !isLogout(rule)), ...soFar.filter(isLogout)]
}

function isCreated({ method, path, cells }: Rule, actor: Actor): boolean {
  return method === 'POST' && path.endsWith('/tasks/') && cells[actor].status === 201
}

function askOf(
  { method, path, body }: Rule,
  key: string | undefined,
  task: number,
  at: number,
): Ask {
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
    ...(key && { headers: [['Authorization', `Token ${key}`]] }),
    ...(body && { json: Object.fromEntries(entries) }),
  }
}
