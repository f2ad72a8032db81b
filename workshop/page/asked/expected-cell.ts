import type { Actor, Cell, Rule } from '../../../checks/policy.ts'
import { ruleFor } from './matrix.ts'

/** Who can ask; each but the first two has an account, with a task or without. */
export const PEOPLE = ['anonymous', 'wrong', 'alice', 'bob', 'root', 'inactive'] as const
export type PersonName = (typeof PEOPLE)[number]

/** A request, and by what the API can tell who sends it. */
export interface Sender {
  method: string
  path: string
  /** Whose token is sent. */
  token?: PersonName
  /** Who is logged in in the browser whose cookies are sent. */
  session?: string
  hasCsrfToken: boolean
  /** Whose the task is that the path names, if there is one. */
  owner?: string
}

/** What the policy table says of a request, and why; undefined where it says nothing. */
export function expectedCell(sender: Sender): { expected: Cell; why: string } | undefined {
  const { method, path, owner } = sender
  const isMissing = owner === undefined && TASK.test(path)
  const rule = isMissing ? ruleForMissing(method, path) : ruleFor(method, path)
  if (!rule) return undefined
  const by = rule.authentication.find((credential) => sender[credential] !== undefined)
  // A login has no session yet: its view is guarded by itself.
  const isGuarded = by === 'session' || rule.authentication.join() === 'session'
  if (isGuarded && !sender.hasCsrfToken && !SAFE.includes(method)) return NO_CSRF_TOKEN
  const who = (by && sender[by]) ?? 'anonymous'
  return { expected: rule.cells[actorOf(who, owner)], why: rule.why }
}

/** A path that names a task. */
const TASK = /\/tasks\/\d+\//

const SAFE = ['GET', 'HEAD', 'OPTIONS']

const NO_CSRF_TOKEN = {
  expected: { status: 403, by: 'permission' },
  why: 'Another site can also make the browser send these cookies. Without the CSRF token, nothing is changed.',
} as const

/** The table asks for one task that is not there, in the place of all. */
function ruleForMissing(method: string, path: string): Rule | undefined {
  const rule = ruleFor(method, path.replace(TASK, '/tasks/999999/'))
  return rule?.path.includes('999999') ? rule : undefined
}

function actorOf(who: string, owner = 'alice'): Actor {
  if (who === 'anonymous' || who === 'wrong' || who === 'inactive') return who
  if (who === owner) return 'owner'
  return who === 'root' ? 'staff' : 'other'
}
