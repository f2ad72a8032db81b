import { base64, goodCredential, type Person } from '../credentials.ts'
import type { Script } from '../script.ts'
import type { Ask } from '../session.ts'
import { NEW_PASSWORD } from '../texts.ts'
import { query } from './fields.ts'

/** A client logs in, usually with something unusual. */
export function login(script: Script): void {
  const r = script.random
  const person = r.chance(0.5) ? script.person() : (script.people.at(-1) as Person)
  for (let n = 1 + r.below(3); n > 0; n -= 1) loginAs(script, person)
  if (r.chance(0.5)) script.get('/api/me/', goodCredential(person))
}

function loginAs(script: Script, person: Person): void {
  const r = script.random
  const { name, password } = person
  // Usually only one of the two is unusual: together they would hide each other.
  const which = r.weighted([
    [7, 'right'],
    [7, 'password'],
    [4, 'name'],
    [1, 'both'],
  ])
  const isOddName = which === 'name' || which === 'both'
  const isOddPassword = which === 'password' || which === 'both'
  const json: Record<string, unknown> = {
    username: isOddName ? oddName(script, name) : name,
    password: isOddPassword ? oddPassword(script, person) : password,
  }
  if (r.chance(0.06)) delete json[r.of(['username', 'password'])]
  if (r.chance(0.1)) for (const [field, value] of query(script)) json[field] ??= value
  const ask: Ask = { method: 'POST', path: '/api/login/', ...script.body(json) }
  const other = script.person()
  if (r.chance(0.15)) {
    ask.headers = r.chance(0.5) ? goodCredential(other) : script.credential(other)
  }
  if (r.chance(0.08)) ask.query = [['username', name], ['password', password], ...query(script)]
  if (r.chance(0.03)) ask.headers = [['Authorization', `Basic ${base64(`${name}:${password}`)}`]]
  script.ask(ask)
  if (r.chance(0.1)) script.ask(ask)
}

function oddName(script: Script, name: string): unknown {
  const r = script.random
  const texts = [
    ...[name.toUpperCase(), name.toLowerCase(), ` ${name} `, `${name}\u00a0`, `${name}\u0000`],
    ...[`${name}@example.com`, 'carol@example.com', 'carol@Example.COM', 'me@example.com'],
    ...['nobody', '', '*', '.*', `${name.slice(0, 2)}%`, name.slice(0, -1), `${script.userId()}`],
    ...[name.replace(/a/g, 'ａ'), name.normalize('NFD'), `${name}\u0301`],
  ]
  return r.chance(0.8) ? r.of(texts) : r.of([[name], 1, { $ne: null }, null, true, script.userId()])
}

function oddPassword(script: Script, { name, password }: Person): unknown {
  const r = script.random
  const changed = [
    ...[password.trim(), password.trim(), `${password} `, ` ${password}`, `${password}x`],
    ...[
      password.toLowerCase(),
      password.toUpperCase(),
      password.slice(0, -1),
      password.slice(0, 8),
    ],
    ...[password.slice(0, 72), password.slice(0, 72), `${password.slice(0, 72)}${'z'.repeat(24)}`],
    ...[`${password}\u0000`, password.split('\u0000')[0], password.normalize('NFD')],
  ]
  const others = [
    ...[script.person().password, script.person().password, name, 'wrong', 'wrong', NEW_PASSWORD],
    ...[`{{${name}.key}}`, '', '$2b$04$', 'admin', 'password', 'root-pass-1'],
  ]
  const noTexts = [null, Number(password) || 0, [password], true, { $ne: '' }]
  return r.weighted<() => unknown>([
    [6, () => r.of(changed)],
    [4, () => r.of(others)],
    [1, () => r.of(noTexts)],
  ])()
}

/** Several wrong passwords and then the right one, or the reverse. */
export function manyLogins(script: Script): void {
  const { name, password } = script.actor()
  const wrong = script.random.of(['wrong', '', `${password}x`])
  const login = (given: string) => {
    const json = { username: name, password: given }
    script.ask({ method: 'POST', path: '/api/login/', json })
  }
  const before = script.random.chance(0.5)
  if (before) login(password)
  for (let n = script.random.of([2, 6, 11]); n > 0; n -= 1) login(wrong)
  if (!before) login(password)
}
