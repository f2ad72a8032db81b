import type { AskedHook } from '../../harness/exchange.ts'
import { goodCredential } from '../credentials.ts'
import { DEMOS } from '../routes.ts'
import type { Script } from '../script.ts'
import { LONG, NEW_PASSWORD } from '../texts.ts'

/** A change that is made without the API, between two requests. */
export function change(script: Script): void {
  const r = script.random
  const person = script.actor()
  const { name } = person
  const value = r.chance(0.5)
  const paths = [
    '/api/me/',
    '/api/me/',
    DEMOS[2],
    DEMOS[2],
    '/api/tasks/',
    DEMOS[0],
    '/api/tasks/1/',
  ]
  const use = () => {
    if (script.upTo < 3) return
    const method = r.of(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS'])
    script.get(r.of(paths) as string, goodCredential(person), method)
  }
  const login = (password: string) => {
    if (script.upTo < 3) return
    script.ask({ method: 'POST', path: '/api/login/', json: { username: name, password } })
  }
  if (r.chance(0.6)) r.chance(0.5) ? use() : login(person.password)
  // None is the beginning of a random key, which another request may send.
  const key = r.of([
    ...['z', '-0', '1.0', 'short-key', 'ABCDEF', 'ü', 'null', 'undefined', 'e'.repeat(39)],
    ...['f'.repeat(80), `{{${name}.key|upper}}`, 'a+b', 'a.c'],
  ])
  const password = r.of([NEW_PASSWORD, NEW_PASSWORD, 'spaces after  ', LONG])
  const hook = r.weighted<AskedHook>([
    [3, { op: 'set_active', value }],
    [3, { op: 'set_staff', value }],
    [2, { op: 'set_password', password }],
    [2, { op: 'delete_user' }],
    [2, { op: 'delete_token' }],
    [2, { op: 'create_token', reset: true }],
    [1, { op: 'save_user' }],
    [1, { op: 'second_token' }],
    [1, { op: 'set_token_key', key }],
  ])
  script.hook({ ...hook, user: name })
  if (hook.op === 'delete_user' && r.chance(0.6)) {
    const json = { username: name, password: NEW_PASSWORD }
    if (r.chance(0.5)) script.ask({ method: 'POST', path: '/api/register/', json })
    else script.hook({ op: 'create_user', how: 'create_user', user: name, password: NEW_PASSWORD })
  }
  const isChanged = hook.op === 'set_password' && r.chance(0.6)
  if (r.chance(0.6)) {
    login(isChanged ? password : r.chance(0.7) ? person.password : NEW_PASSWORD)
  }
  if (r.chance(0.8)) use()
  if (r.chance(0.3)) script.get('/api/me/', [['Authorization', `Token {{${name}.old}}`]])
  if (r.chance(0.3) && (hook.op === 'set_active' || hook.op === 'set_staff')) {
    script.hook({ ...hook, value: !value, user: name })
    use()
  }
}
