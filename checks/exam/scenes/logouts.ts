import { goodCredential, keyOf, misplacedHeaders, type Person } from '../credentials.ts'
import { DEMOS, EVERY_METHOD, ODD_BODIES } from '../routes.ts'
import type { Script } from '../script.ts'
import type { Ask, Pair } from '../session.ts'
import * as texts from '../texts.ts'
import { query } from './fields.ts'

export function logout(script: Script): void {
  const r = script.random
  const person = script.actor()
  const other = script.actor()
  const method = r.chance(0.65) ? 'POST' : r.of(['DELETE', 'DELETE', ...EVERY_METHOD])
  const headers = r.chance(0.85) ? goodCredential(person) : script.credential(person)
  const ask: Ask = { method, path: '/api/logout/', headers, ...logoutBody(script, other) }
  if (r.chance(0.35)) ask.query = query(script)
  if (r.chance(0.1)) ask.headers?.push(...misplacedHeaders(r, other, script.userId()))
  script.ask(ask)
  if (r.chance(0.5)) {
    script.get(r.of(['/api/me/', ...DEMOS]), goodCredential(r.chance(0.6) ? person : other))
  }
  if (r.chance(0.3)) script.ask(ask)
  if (r.chance(0.4)) {
    const json = { username: person.name, password: person.password }
    script.ask({ method: 'POST', path: '/api/login/', json })
    const old: Pair[] = [['Authorization', `Token {{${person.name}.old}}`]]
    script.get('/api/me/', r.chance(0.6) ? old : goodCredential(person))
  }
}

function logoutBody(script: Script, other: Person): Partial<Ask> {
  const r = script.random
  if (r.chance(0.08)) return { raw: r.of(ODD_BODIES) }
  if (r.chance(0.6)) return {}
  const body: Record<string, unknown> = {}
  if (r.chance(0.5)) for (const name of texts.KEY_NAMES) body[name] = keyOf(other)
  else for (const name of texts.PERSON_NAMES) body[name] = other.name
  if (r.chance(0.5)) for (const name of texts.ID_NAMES) body[name] = script.userId()
  if (r.chance(0.3)) for (const name of ['everywhere', ...texts.FLAG_NAMES]) body[name] = true
  return script.body(body)
}
