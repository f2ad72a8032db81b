import type { Actor } from '../../policy.ts'
import type { Ask, Move, Pair } from '../session.ts'

/**
 * The key that each actor sends. The owner is last, because what she deletes is then missing for
 * the others.
 */
export const KEYS: Record<Actor, string | undefined> = {
  anonymous: undefined,
  wrong: 'f'.repeat(40),
  loggedOut: '{{gone.key}}',
  inactive: '{{inactive.key}}',
  other: '{{bob.key}}',
  staff: '{{root.key}}',
  owner: '{{alice.key}}',
}

export const ACTORS = Object.keys(KEYS) as Actor[]

/** Creates every user whose key is sent. */
export const MAKE_ACTORS: Move[] = [
  { hook: { op: 'create_user', user: 'gone', password: 'gone-pass-1', how: 'create_user' } },
  ...['gone', 'inactive', 'bob', 'root', 'alice'].map((user) => ({
    hook: { op: 'create_token', user },
  })),
  { hook: { op: 'delete_token', user: 'gone' } },
]

/** User ids start far from task ids. */
export const SKIP = 96

export function headersOf(actor: Actor): Pair[] {
  const key = KEYS[actor]
  return key === undefined ? [] : [['Authorization', `Token ${key}`]]
}

/** Creates a task of the owner. The first one has id 1. */
export const NEW_TASK: Ask = {
  method: 'POST',
  path: '/api/tasks/',
  headers: headersOf('owner'),
  json: { title: 'Milk' },
}
