import { goodCredential, keyOf, misplacedHeaders } from '../credentials.ts'
import { DEMOS, METHODS, ROUTES, TASK } from '../routes.ts'
import type { Script } from '../script.ts'
import type { Ask } from '../session.ts'
import * as texts from '../texts.ts'
import { query, taskBody } from './fields.ts'

export function misplaced(script: Script): void {
  const r = script.random
  const person = script.actor()
  const paths = ['/api/me/', '/api/tasks/', TASK, ...DEMOS]
  const ask: Ask = {
    method: r.of(METHODS),
    path: script.path(r.chance(0.75) ? r.of(paths) : r.of(ROUTES)),
    headers: r.chance(0.3) ? goodCredential(script.actor()) : [],
  }
  const place = r.weighted([
    [5, 'header'],
    [4, 'query'],
    [3, 'body'],
    [1, 'all'],
  ])
  if (place === 'header' || place === 'all') {
    ask.headers?.push(...misplacedHeaders(r, person, script.userId()))
  }
  if (place === 'query' || place === 'all') ask.query = query(script)
  if (place === 'body' || place === 'all') {
    const body: Record<string, unknown> = {}
    const names = r.chance(0.7) ? texts.KEY_NAMES : r.some(texts.KEY_NAMES, 1)
    for (const name of names) body[name] = keyOf(person)
    if (r.chance(0.3)) for (const name of texts.ID_NAMES) body[name] = script.userId()
    if (r.chance(0.3)) for (const name of texts.PERSON_NAMES) body[name] = person.name
    if (r.chance(0.3)) for (const name of texts.FLAG_NAMES) body[name] = true
    if (r.chance(0.2)) Object.assign(body, { username: person.name, password: person.password })
    if (r.chance(0.4)) body.title = 'Milk'
    if (ask.method === 'GET' || ask.method === 'HEAD') ask.method = r.of(['POST', 'GET', 'PUT'])
    Object.assign(ask, script.body(body))
  }
  script.ask(ask)
}

/** A client tries several ways to send a key to one route. */
export function wrongCredentials(script: Script): void {
  const r = script.random
  const person = script.actor()
  const method = r.of(METHODS)
  const path = script.path(r.chance(0.5) ? '/api/me/' : r.of(ROUTES))
  const hasBody = method.startsWith('P') && r.chance(0.6)
  const body = hasBody ? script.body(taskBody(script)) : {}
  for (let n = 2 + r.below(3); n > 0; n -= 1) {
    script.ask({ method, path, headers: script.credential(person), ...body })
  }
}
