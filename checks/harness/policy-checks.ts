import { it } from 'vitest'
import { ACTORS, type Actor, type Decider, type Method, type Rule, rulesOf } from '../policy.ts'
import { whyOf } from '../policy-why.ts'
import { Cast } from './actors.ts'
import { expectAnswer } from './client.ts'
import type { Expected } from './expectation.ts'
import { expectStored, storedNow } from './stored.ts'

const BAD_KEYS = ['wrong', 'loggedOut', 'inactive'] as const

/**
 * The actors for one rule of a path. The wrong keys take turns, and the owner only where it matters:
 * the exam tries every cell, and a save must be checked quickly.
 */
function actorsOf({ path }: Rule, at: number): Actor[] {
  const owner = path.includes('{id}') ? (['owner'] as const) : []
  return ['anonymous', BAD_KEYS[at % BAD_KEYS.length] as Actor, 'other', 'staff', ...owner]
}

/** Requests that must not change what is stored, even for those who may send them. */
const SAFE_METHODS: Method[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * Adds a check for each path of a step: every method for the actors of the policy table. Refused
 * requests and safe methods must change nothing.
 */
export function itFollowsThePolicy(step: string): void {
  for (const [path, rules] of byPath(rulesOf(step))) {
    it(`follows the policy of ${path}`, async () => {
      const cast = new Cast(rules[0])
      const ask = async (actor: Actor, rule: Rule) => {
        const answer = await cast.ask(actor, rule)
        expectAnswer(answer, expectedOf(actor, rule))
      }
      for (const [at, rule] of rules.entries()) {
        await cast.giveTask(rule)
        const actors = actorsOf(rule, at)
        const changesNothing = (actor: Actor) =>
          rule.cells[actor].status >= 400 || SAFE_METHODS.includes(rule.method)
        await cast.make(actors)
        const before = await storedNow()
        for (const actor of actors.filter(changesNothing)) await ask(actor, rule)
        await expectStored(before)
        for (const actor of actors) if (!changesNothing(actor)) await ask(actor, rule)
      }
    })
  }
}

function byPath(rules: Rule[]): Map<string, [Rule, ...Rule[]]> {
  const found = new Map<string, [Rule, ...Rule[]]>()
  for (const rule of rules) {
    const others = found.get(rule.path)
    if (others) others.push(rule)
    else found.set(rule.path, [rule])
  }
  return found
}

const NO_ACCESS = 'You do not have permission to perform this action.'

/** The response according to the table, with the messages of Django REST framework. */
export function expectedOf(actor: Actor, rule: Rule): Expected {
  const { method, cells, authentication } = rule
  const { status, by } = cells[actor]
  const bySession = authentication[0] === 'session'
  const isAnonymous = status === 401 || bySession
  const details: Partial<Record<Decider, string>> = {
    authentication: actor === 'inactive' ? 'User inactive or deleted.' : 'Invalid token.',
    permission: isAnonymous ? 'Authentication credentials were not provided.' : NO_ACCESS,
    method: `Method "${method}" not allowed.`,
    ...(status === 403 && { object: NO_ACCESS }),
    ...(status === 404 && { handler: 'Not found.' }),
  }
  const detail = details[by]
  return {
    status,
    headers: { 'WWW-Authenticate': status === 401 ? 'Token' : null },
    ...(detail && { body: method === 'HEAD' ? null : { detail } }),
    by,
    why: `${whyOf(rule, cells[actor])} This request is sent ${ACTORS[actor]}.`,
  }
}
