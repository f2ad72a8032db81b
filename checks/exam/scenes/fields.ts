import { keyOf } from '../credentials.ts'
import type { Script } from '../script.ts'
import type { Pair } from '../session.ts'
import * as texts from '../texts.ts'

/** A body for a task, often with fields that a client may not set. */
export function taskBody(script: Script): Record<string, unknown> {
  const r = script.random
  const body: Record<string, unknown> = {}
  if (r.chance(0.75)) body.title = 'Milk'
  else if (r.chance(0.9)) {
    body.title = r.of(['x', '', '  blanks ', 'y'.repeat(201), 7, null, ['t'], 'Ünïcode', '<b>'])
  }
  if (r.chance(0.3)) body.description = r.of(['soon', '', null, 5])
  if (r.chance(0.45)) {
    body.completed = r.of([true, true, true, false, false, 'true', 'false', 0, 1, null, 'maybe'])
  }
  if (r.chance(0.45)) {
    const names = r.chance(0.5) ? texts.ID_NAMES : r.some(texts.ID_NAMES, 2)
    for (const name of names) body[name] = r.chance(0.8) ? script.userId() : `${script.userId()}`
  }
  if (r.chance(0.12)) {
    for (const name of r.some(texts.PERSON_NAMES, 4)) body[name] = script.actor().name
  }
  if (r.chance(0.12)) for (const name of texts.FLAG_NAMES) body[name] = true
  if (r.chance(0.08)) {
    Object.assign(body, { id: 99, created_at: '2001-01-01T00:00:00Z', createdAt: 'x' })
  }
  if (r.chance(0.05)) Object.assign(body, { owner: { id: script.userId() }, user: { id: 2 } })
  return body
}

/** The role that a user has or claims, in the query. */
export function query(script: Script): Pair[] {
  const r = script.random
  const person = script.actor()
  const all = (names: string[], value: string) => names.map((name): Pair => [name, value])
  const keys = all(texts.KEY_NAMES, keyOf(person))
  const ids = all(texts.ID_NAMES, String(script.userId()))
  const names = all(texts.PERSON_NAMES, person.name)
  const flags = all(texts.FLAG_NAMES, r.of(['1', 'true', '']))
  const filters: Pair[] = [
    ['format', 'json'],
    ['limit', '1'],
    ['page', '2'],
    ['completed', 'true'],
    ['search', 'x'],
    ['mine', '1'],
    ['fields', 'password'],
    ['expand', 'owner'],
  ]
  if (r.chance(0.3)) return [...new Map([...flags, ...names, ...ids, ...keys])]
  const pairs = r.weighted([
    [4, keys],
    [4, ids],
    [3, names],
    [3, flags],
    [1, filters],
  ])
  return r.chance(0.7) ? pairs : r.some(pairs, 1)
}
