import { goodCredential } from '../credentials.ts'
import type { Script } from '../script.ts'
import type { Ask } from '../session.ts'

/** Values that a proxy sends. The last address is the client's. */
const ADDRESSES = ['192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.2, 192.0.2.1', '2001:db8::1']
const TIMES = [5, 10, 20, 30, 60, 60, 600, 3600]
const LOGIN = '/api/v2/login/'

/** Guesses of a password, from one or several addresses, with time between them. */
export function guesses(script: Script): void {
  const r = script.random
  const { name, password } = script.actor()
  const addresses = r.chance(0.5) ? [r.of(ADDRESSES)] : ADDRESSES
  for (let n = r.of([6, 8, 12]); n > 0; n -= 1) {
    const ask = r.weighted<() => Ask>([
      [8, () => guess(script, name, 'wrong')],
      [2, () => guess(script, name, password)],
      [2, () => ({ method: 'POST', path: LOGIN, ...script.body({}) })],
      [1, () => guess(script, script.person().name, 'wrong')],
      [1, () => ({ method: r.of(['OPTIONS', 'GET', 'PUT']), path: LOGIN })],
    ])()
    ask.headers = [['X-Forwarded-For', r.of(addresses)]]
    if (r.chance(0.1)) ask.headers.push(...goodCredential(script.actor()))
    script.ask(ask)
    if (r.chance(0.12)) script.hook({ op: 'advance_clock', seconds: r.of(TIMES) })
  }
}

function guess(script: Script, name: string, password: string): Ask {
  const r = script.random
  const username = r.chance(0.2) ? r.of([` ${name}`, `${name}\n`, name.toUpperCase()]) : name
  return { method: 'POST', path: LOGIN, ...script.body({ username, password }) }
}
