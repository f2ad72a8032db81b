import { FROM_HERE } from '../credentials.ts'
import type { Ask, Move, Pair, Session } from '../session.ts'
import * as texts from '../texts.ts'
import { headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'

/** Requests that are refused or concern another user, and the user whom they claim to be. */
const ASKED: [firstStep: number, ask: Ask, wanted: string][] = [
  [3, { method: 'GET', path: '/api/me/' }, 'alice'],
  [5, { method: 'POST', path: '/api/demo/read-only/' }, 'alice'],
  [5, { method: 'GET', path: '/api/demo/admin/', headers: headersOf('other') }, 'root'],
  [6, { method: 'GET', path: '/api/tasks/1/', headers: headersOf('other') }, 'alice'],
  [6, { method: 'PATCH', path: '/api/tasks/1/', headers: headersOf('other') }, 'alice'],
  [6, { method: 'PUT', path: '/api/tasks/2/', headers: headersOf('other') }, 'alice'],
  [6, { method: 'POST', path: '/api/tasks/', headers: headersOf('other') }, 'alice'],
  [7, { method: 'POST', path: '/api/logout/', headers: headersOf('staff') }, 'alice'],
  [8, { method: 'GET', path: '/api/v2/tasks/', headers: headersOf('other') }, 'alice'],
  [8, { method: 'GET', path: '/api/v2/tasks/1/', headers: headersOf('other') }, 'alice'],
  [10, { method: 'GET', path: '/api/v2/me/' }, 'alice'],
  [10, { method: 'POST', path: '/api/v2/logout/', headers: headersOf('staff') }, 'alice'],
  [10, { method: 'POST', path: '/api/v2/logoutall/', headers: headersOf('staff') }, 'alice'],
]
/** A query that contains open paths, for code that looks for them in the whole URL. */
const OPEN = '?next=/api/login/&x=/api/demo/allow-any/&y=/api/v2/csrf/;/api/register/'

/** The ids of the seeded users. */
const IDS: Record<string, number> = { alice: SKIP + 1, bob: SKIP + 2, root: SKIP + 3 }

/** The columns of all models, in both spellings. */
const COLUMNS = texts.words(`
  id username email password is_staff isStaff is_active isActive key token user user_id userId
  created created_at createdAt owner owner_id ownerId pk
`)

/**
 * Claims to be another user in every header, parameter, cookie and field in which a server could
 * look.
 */
export function placesSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  const bobs: Ask = { ...NEW_TASK, headers: headersOf('other') }
  if (upTo >= 6) moves.push({ ask: NEW_TASK }, { ask: bobs })
  for (const [firstStep, ask, wanted] of ASKED) {
    if (firstStep > upTo) continue
    const op = ask.path.startsWith('/api/v2/') ? 'v2_token' : 'create_token'
    if (isLogout(ask)) moves.push({ hook: { op, user: 'alice' } }, { hook: { op, user: 'root' } })
    else moves.push({ ask: { ...ask, path: `${ask.path}${OPEN}` } })
    for (const value of valuesOf(wanted)) {
      const isGet = ask.method === 'GET'
      const burst = [
        ...inHeaders(ask, value),
        inQuery(ask, value),
        ...(isGet ? [] : inBody(ask, value)),
      ]
      if (!isLogout(ask)) moves.push({ burst, inOrder: true })
      // Each logout deletes the token of its request, so the next one needs another.
      else for (const each of burst) moves.push({ ask: each }, { hook: { op, user: 'root' } })
    }
  }
  return { seed: 0, skip: SKIP, moves }
}

function isLogout({ path }: Ask): boolean {
  return path.includes('/logout')
}

function valuesOf(wanted: string): string[] {
  return [`{{${wanted}.key}}`, `Token {{${wanted}.key}}`, wanted, String(IDS[wanted]), 'true', '1']
}

const HEADERS = [...texts.KEY_HEADERS, ...texts.WHO_HEADERS, ...texts.FLAG_HEADERS]
const FIELDS = [
  ...new Set([
    ...[...texts.KEY_NAMES, ...texts.PERSON_NAMES, ...texts.ID_NAMES, ...texts.FLAG_NAMES],
    ...COLUMNS,
  ]),
]

function inHeaders(ask: Ask, value: string): Ask[] {
  const cookie = texts.COOKIES.map((name) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const others: Pair[] = [...HEADERS.map((name): Pair => [name, value]), ...FROM_HERE]
  const { headers = [] } = ask
  return [
    { ...ask, headers: [...headers, ...others] },
    {
      ...ask,
      headers: [...headers, ['Cookie', cookie.replaceAll('%7B', '{').replaceAll('%7D', '}')]],
    },
  ]
}

function inQuery(ask: Ask, value: string): Ask {
  return { ...ask, query: FIELDS.map((name) => [name, value]) }
}

function inBody(ask: Ask, value: string): Ask[] {
  const fields = FIELDS.map((name): Pair => [name, value])
  const number = /^\d+$/.test(value) ? Number(value) : value
  const json = { title: 'Milk', ...Object.fromEntries(FIELDS.map((name) => [name, number])) }
  return [
    { ...ask, json },
    { ...ask, form: [['title', 'Milk'], ...fields] },
  ]
}
