import type { Actor, Cell, Rule } from '../../../checks/policy.ts'
import { whyOf } from '../../../checks/policy-why.ts'
import type { PersonName } from '../console-choices.ts'
import { ruleFor } from './matrix.ts'

/** A request with its credentials. */
export interface Sender {
  method: string
  path: string
  /** The user whose token is sent. */
  token?: PersonName
  /** A logout has deleted the token. */
  isLoggedOut?: boolean
  /** The user who is logged in in the browser whose cookies are sent. */
  session?: string
  hasCsrfToken: boolean
  /** The owner of the task in the path, if there is one. */
  owner?: string
}

/** What the policy table says about a request. */
export interface Expectation {
  /** The step that the rule belongs to. */
  step: string
  expected: Cell
  /** The reason, in a sentence. */
  why: string
  permissionClasses: string
}

/** The expected response according to the policy table. Undefined if the table has no rule. */
export function expectedCell(sender: Sender): Expectation | undefined {
  const { method, path, owner } = sender
  const isMissing = owner === undefined && TASK.test(path)
  const rule = isMissing ? ruleForMissing(method, path) : ruleFor(method, path)
  if (!rule) return undefined
  const about = { step: rule.step, permissionClasses: rule.permissionClasses }
  const by = rule.authentication.find((credential) => sender[credential] !== undefined)
  // There is no session before a login, so its view is protected separately.
  const isGuarded = by === 'session' || rule.authentication.join() === 'session'
  if (isGuarded && !sender.hasCsrfToken && !SAFE.includes(method))
    return { ...about, expected: withoutCsrfToken(rule), why: NO_CSRF_TOKEN }
  const who = (by && sender[by]) ?? 'anonymous'
  const actor = by === 'token' && sender.isLoggedOut ? 'loggedOut' : actorOf(who, owner)
  const expected = rule.cells[actor]
  return { ...about, expected, why: whyOf(rule, expected) }
}

/** A path with a task. */
const TASK = /\/tasks\/\d+\//

const SAFE = ['GET', 'HEAD', 'OPTIONS']

const NO_CSRF_TOKEN =
  'Another site can also make the browser send these cookies. Without the CSRF token, nothing is changed.'

/** The session checks the token when it authenticates. A login has no session, so it comes first. */
function withoutCsrfToken({ authentication }: Rule): Cell {
  return { status: 403, by: authentication.join() === 'session' ? 'before' : 'authentication' }
}

/** The table has one missing task, which represents all. */
function ruleForMissing(method: string, path: string): Rule | undefined {
  const rule = ruleFor(method, path.replace(TASK, '/tasks/999999/'))
  return rule?.path.includes('999999') ? rule : undefined
}

function actorOf(who: string, owner = 'alice'): Actor {
  if (who === 'anonymous' || who === 'wrong' || who === 'inactive') return who
  if (who === owner) return 'owner'
  return who === 'root' ? 'staff' : 'other'
}
