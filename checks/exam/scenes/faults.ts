import { goodCredential } from '../credentials.ts'
import { DEMOS, TASK } from '../routes.ts'
import type { Script } from '../script.ts'
import type { Ask } from '../session.ts'

/** The database fails, or is slow, during a request. */
export function fault(script: Script): void {
  const r = script.random
  const person = script.actor()
  const operation = r.of(['read', 'write', 'write'])
  const table = r.of(['authtoken_token', 'authtoken_token', 'auth_user', 'core_task'])
  if (r.chance(0.2)) script.hook({ op: 'delete_token', user: person.name })
  script.hook({ op: 'set_fault', table, operation, fault: r.chance(0.4) ? 'slow' : 'fails' })
  const login = { username: person.name, password: person.password }
  const asks: Ask[] = [
    { method: 'POST', path: '/api/login/', json: login },
    { method: 'POST', path: '/api/register/', json: { username: 'fay', password: 'fay-pass-1' } },
    { method: 'GET', path: r.of(['/api/me/', ...DEMOS]), headers: goodCredential(person) },
  ]
  if (script.upTo >= 6) {
    const headers = goodCredential(person)
    const path = script.path(TASK)
    asks.push({ method: r.of(['DELETE', 'PUT', 'GET']), path, headers, json: { title: 'Milk' } })
    asks.push({ method: 'POST', path: '/api/tasks/', headers, json: { title: 'Milk' } })
  }
  if (script.upTo >= 7) {
    asks.push({ method: 'POST', path: '/api/logout/', headers: goodCredential(person) })
  }
  script.ask(r.of(asks))
  script.get('/api/me/', goodCredential(person))
}
