import { METHODS as KNOWN } from 'node:http'
import { EVERY_METHOD, ROUTES } from '../routes.ts'
import type { Ask, Move, Pair, Session } from '../session.ts'
import { OVERRIDE_HEADERS, OVERRIDE_NAMES } from '../texts.ts'
import { headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'

/** Whether a route has its final form at this step. */
function isThere(route: string, upTo: number): boolean {
  const first = { register: 1, login: 3, logout: 7, me: 4, tasks: 6, demo: 5 }
  const name = route.split('/')[2] as keyof typeof first
  return first[name] <= upTo
}

/** Sends every method that Node knows to every route, including the rare ones. */
export function methodsSession(upTo: number): Session {
  const others = KNOWN.filter((method) => method !== 'CONNECT' && !EVERY_METHOD.includes(method))
  const moves: Move[] = begin(upTo)
  for (const route of ROUTES.filter((each) => isThere(each, upTo))) {
    for (const actor of ['anonymous', 'staff'] as const) {
      const path = route.replace('ID', '1')
      moves.push({ burst: others.map((method) => ({ method, path, headers: headersOf(actor) })) })
    }
  }
  return { seed: 0, skip: SKIP, moves }
}

/** The request, and the methods that it then claims to have. */
const CLAIMS: [firstStep: number, ask: Ask, claimed: string[]][] = [
  [5, { method: 'POST', path: '/api/demo/read-only/' }, ['GET', 'HEAD', 'OPTIONS', 'get']],
  [5, { method: 'DELETE', path: '/api/demo/read-only/' }, ['GET', 'OPTIONS']],
  [4, { method: 'POST', path: '/api/me/', headers: headersOf('owner') }, ['GET', 'OPTIONS']],
  [4, { method: 'GET', path: '/api/me/', headers: headersOf('owner') }, ['POST', 'DELETE']],
  [6, { method: 'GET', path: '/api/tasks/1/', headers: headersOf('other') }, ['OPTIONS', 'POST']],
  [6, { method: 'OPTIONS', path: '/api/tasks/1/', headers: headersOf('other') }, ['GET', 'DELETE']],
  [6, { method: 'POST', path: '/api/tasks/1/', headers: headersOf('other') }, ['DELETE', 'PATCH']],
  [6, { method: 'POST', path: '/api/tasks/1/', headers: headersOf('owner') }, ['DELETE', 'PUT']],
  [7, { method: 'GET', path: '/api/logout/', headers: headersOf('other') }, ['POST']],
]

/**
 * Claims a method other than that of the request line, in each place where a server could look for
 * one.
 */
export function overrideSession(upTo: number): Session {
  const moves: Move[] = begin(upTo)
  for (const [firstStep, ask, methods] of CLAIMS) {
    if (firstStep > upTo) continue
    for (const claimed of methods) {
      const headers = [...(ask.headers ?? []), ...pairs(OVERRIDE_HEADERS, claimed)]
      const fields = pairs(OVERRIDE_NAMES, claimed)
      const inBody = { title: 'Milk', ...Object.fromEntries(fields) }
      const burst: Ask[] = [
        { ...ask, headers },
        { ...ask, query: fields },
      ]
      if (ask.method !== 'GET') burst.push({ ...ask, json: inBody }, { ...ask, form: fields })
      moves.push({ burst, inOrder: true })
    }
  }
  return { seed: 0, skip: SKIP, moves }
}

function begin(upTo: number): Move[] {
  return upTo >= 6 ? [...MAKE_ACTORS, { ask: NEW_TASK }] : [...MAKE_ACTORS]
}

function pairs(names: string[], value: string): Pair[] {
  return names.map((name) => [name, value])
}
