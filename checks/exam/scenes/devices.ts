import { goodCredential } from '../credentials.ts'
import type { Script } from '../script.ts'
import type { Pair } from '../session.ts'

const HOUR = 3600

/** A user logs in on several devices, time passes, and some of the tokens end. */
export function devices(script: Script): void {
  const r = script.random
  const person = script.actor()
  const logIn = () => {
    const json = { username: person.name, password: person.password }
    script.ask({ method: 'POST', path: '/api/v2/login/', json })
  }
  const me = () => script.get('/api/v2/me/', goodCredential(person))
  const old: Pair[] = [['Authorization', `Token {{${person.name}.old}}`]]
  const count = r.weighted([
    [6, 1],
    [4, 2],
    [1, 11],
  ])
  for (let n = 0; n < count; n += 1) logIn()
  if (r.chance(0.5)) script.hook(r.of(hooksAbout(person.name)))
  me()
  for (let n = 1 + r.below(2); n > 0; n -= 1) {
    const path = `/api/v2/${r.of(['logout', 'logoutall', 'me', 'login'])}/`
    const headers = r.weighted<() => Pair[]>([
      [5, () => goodCredential(person)],
      [3, () => old],
      [2, () => goodCredential(script.actor())],
      [3, () => script.credential(person)],
    ])()
    script.ask({ method: r.of(['POST', 'POST', 'POST', 'GET', 'DELETE']), path, headers })
    if (r.chance(0.5)) script.get('/api/v2/me/', r.chance(0.5) ? old : headers)
  }
  if (r.chance(0.5)) me()
}

/** Ends tokens, or creates more of them, without a request. */
function hooksAbout(user: string) {
  return [
    { op: 'advance_clock', seconds: 9 * HOUR },
    { op: 'advance_clock', seconds: 10 * HOUR + 60 },
    { op: 'advance_clock', seconds: 365 * 24 * HOUR },
    { op: 'v2_set_expiry', user, seconds: -1 },
    { op: 'v2_set_expiry', user, seconds: null },
    { op: 'v2_create_token', user, count: 2, expires_in: -1 },
    { op: 'v2_create_token', user, count: 9 },
    { op: 'v2_create_token', user, expires_in: null },
  ]
}
