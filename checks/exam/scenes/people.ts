import { goodCredential } from '../credentials.ts'
import { DEMOS } from '../routes.ts'
import type { Script } from '../script.ts'
import { NAMES, PASSWORDS } from '../texts.ts'
import { create } from './tasks.ts'

/** The users: the four seeded ones, and some who are easily confused with them. */
export function cast(script: Script): void {
  const r = script.random
  if (r.chance(0.25)) {
    for (let n = 0, many = r.of([6, 8]); n < many; n += 1) {
      script.hook({ op: 'create_user', how: 'bulk_create', user: `f${n}`, password: 'filler' })
    }
  }
  for (let n = 1 + r.below(3); n > 0; n -= 1) newPerson(script)
  if (script.upTo >= 6 && r.chance(0.7)) {
    for (let n = 1 + r.below(3); n > 0; n -= 1) create(script, script.actor())
  }
  if (r.chance(0.2)) script.hook({ op: 'set_active', user: 'inactive', value: true })
  if (r.chance(0.3)) script.hook({ op: 'set_staff', user: 'inactive', value: true })
}

export function newPerson(script: Script): void {
  const r = script.random
  const person = { name: r.of(NAMES), password: r.of(PASSWORDS) }
  const { name, password } = person
  script.people.push(person)
  if (r.chance(0.5)) {
    const json: Record<string, unknown> = { username: name, password }
    if (r.chance(0.6)) {
      json.email = r.of(['carol@Example.COM', 'alice@example.com', 'me@example.com', ''])
    }
    script.ask({ method: 'POST', path: '/api/register/', ...script.body(json) })
  } else {
    const how = r.of(['create_user', 'create_user', 'create_superuser', 'bulk_create'])
    script.hook({ op: 'create_user', how, user: name, password })
  }
  if (r.chance(0.15)) script.hook({ op: 'set_active', user: name, value: false })
  if (r.chance(0.15)) script.hook({ op: 'set_staff', user: name, value: true })
}

export function register(script: Script): void {
  const r = script.random
  if (r.chance(0.4)) {
    newPerson(script)
    return
  }
  const names = ['eve', 'alice', 'ALICE', 'ａlice', 'e v e', ' eve ', '', null, 'x'.repeat(151), 5]
  const passwords = ['eve-pass-1', 'short', '', 'p'.repeat(129), ' blanks ', 12345678]
  const json: Record<string, unknown> = { username: r.of(names), password: r.of(passwords) }
  if (r.chance(0.3)) json.email = r.of(['eve@EXAMPLE.com', 'no email', '', null])
  if (r.chance(0.5)) {
    const flags = { is_staff: true, isStaff: true, is_superuser: true, is_active: false }
    Object.assign(json, flags, { isActive: false, id: 1, token: 'chosen', key: 'chosen' })
  }
  const eve = { name: 'eve', password: 'eve-pass-1' }
  script.people.push(eve)
  script.ask({
    method: 'POST',
    path: '/api/register/',
    ...script.body(json),
    ...(script.upTo >= 3 && r.chance(0.2) && { headers: script.credential(script.actor()) }),
  })
  if (script.upTo < 3) return
  const login = { username: eve.name, password: eve.password }
  if (r.chance(0.5)) script.ask({ method: 'POST', path: '/api/login/', json: login })
  if (r.chance(0.5)) script.get(r.of(['/api/me/', DEMOS[2] as string]), goodCredential(eve))
}
