import { goodCredential } from '../credentials.ts'
import { DEMOS, EVERY_METHOD, METHODS, ODD_BODIES, ROUTES, TASK, V2_TASK } from '../routes.ts'
import { type Script, SEEDED } from '../script.ts'
import type { Ask, Pair } from '../session.ts'
import * as texts from '../texts.ts'
import { query, taskBody } from './fields.ts'

export function anything(script: Script): void {
  const r = script.random
  const method = r.of(METHODS)
  const person = script.actor()
  const headers = r.weighted<() => Pair[]>([
    [4, () => []],
    [6, () => goodCredential(person)],
    [3, () => script.credential(person)],
  ])()
  const path = r.chance(0.06) ? r.of(texts.ODD_PATHS) : script.path(r.of(ROUTES))
  const ask: Ask = { method, path, headers }
  if (method.startsWith('P') && r.chance(0.6)) Object.assign(ask, script.body(taskBody(script)))
  else if (r.chance(0.06)) ask.raw = r.of(ODD_BODIES)
  if (r.chance(0.1)) ask.query = query(script)
  const accepted = ['text/html', 'application/json', 'image/png', '*/*;q=0.1']
  if (r.chance(0.04)) headers.push(['Accept', r.of(accepted)])
  script.ask(ask)
}

/** Every view with every method, for users who are allowed and users who are not. */
export function matrix(script: Script): void {
  const r = script.random
  const inactive = SEEDED.slice(3)
  for (let n = 2 + r.below(2); n > 0; n -= 1) {
    const method = r.of(EVERY_METHOD)
    const path = script.path(r.of([...ROUTES, DEMOS[2] as string]))
    if (path === '/api/logout/') continue
    const people = r.weighted([
      [5, [script.actor()]],
      [3, SEEDED.slice(0, 2)],
      [1, inactive],
    ])
    const headers = r.chance(0.25) ? [] : goodCredential(r.of(people))
    const isCreate = path === '/api/tasks/' && method === 'POST'
    script.ask({ method, path, headers, ...(isCreate && script.body(taskBody(script))) })
  }
}

/** Values that some servers take for another method. */
export function override(script: Script): void {
  const r = script.random
  const claimed = r.of(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'POST', 'get'])
  const paths = [
    DEMOS[3],
    DEMOS[3],
    DEMOS[3],
    DEMOS[2],
    TASK,
    '/api/tasks/',
    '/api/me/',
    '/api/logout/',
  ]
  const path = script.path(r.of(paths) as string)
  const headers = r.chance(0.6) ? [] : goodCredential(script.actor())
  const claim = (names: string[]) => names.map((name): Pair => [name, claimed])
  for (let n = 2; n > 0; n -= 1) {
    const ask: Ask = { method: r.of(['POST', 'POST', 'PUT', 'DELETE', 'GET']), path, headers }
    const place = r.of(['header', 'query', 'body', 'all'])
    if (place === 'header' || place === 'all') {
      ask.headers = [...headers, ...claim(texts.OVERRIDE_HEADERS)]
    }
    if (place === 'query' || place === 'all') ask.query = claim(texts.OVERRIDE_NAMES)
    if (place === 'body' || (place === 'all' && ask.method === 'POST')) {
      const fields = Object.fromEntries(claim(texts.OVERRIDE_NAMES))
      Object.assign(ask, script.body({ title: 'Milk', ...fields }))
    }
    script.ask(ask)
  }
}

/** Several requests at the same time, whose responses do not depend on their order. */
export function burst(script: Script): void {
  const r = script.random
  const people = [script.actor(), script.actor(), script.person()]
  const paths = ['/api/me/', '/api/me/', '/api/tasks/', TASK, ...DEMOS]
  if (script.upTo >= 8) paths.push('/api/v2/tasks/', '/api/v2/tasks/', V2_TASK)
  const burst = Array.from({ length: 3 + r.below(4) }, (): Ask => {
    const headers = r.chance(0.8) ? goodCredential(r.of(people)) : []
    return {
      method: r.of(['GET', 'GET', 'HEAD', 'OPTIONS']),
      path: script.path(r.of(paths)),
      headers,
    }
  })
  script.moves.push({ burst })
}

export function repeat(script: Script): void {
  const asked = script.moves.filter((move) => 'ask' in move)
  if (asked.length === 0) return
  for (let n = 1 + script.random.below(2); n > 0; n -= 1) script.moves.push(script.random.of(asked))
}
