import type { Ask, Move, Session } from '../session.ts'
import { headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'

const NAMES = [
  'Yes',
  'No',
  'Closed',
  'Truthy',
  'Promised',
  'Undefined',
  'Throws',
  'ThrowsUndefined',
]
const OBJECT_NAMES = NAMES.slice(1, 7).map((name) => `Object${name}`)
const headers = headersOf('owner')

/**
 * Replaces a view's permission classes with ones that answer in every way, alone and after one that
 * allows.
 */
export function classesSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS, ...asked('/api/me/', NAMES)]
  if (upTo >= 6) moves.push({ ask: NEW_TASK }, ...asked('/api/tasks/1/', OBJECT_NAMES))
  return { seed: 0, skip: SKIP, moves }
}

function asked(path: string, names: string[]): Move[] {
  const ask: Ask = { method: 'GET', path, headers }
  return names.flatMap((name) =>
    [[name], ['Yes', name], [name, 'Yes']].flatMap((permissions): Move[] => [
      { hook: { op: 'set_classes', path, permissions } },
      { ask },
    ]),
  )
}
