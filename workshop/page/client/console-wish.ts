import type { Asked, CheckRequest, MatrixRow, PageState } from '../page-state.ts'

/** A request that another view has prepared for the console. */
interface Prepared {
  request: Request
  /** What the actor's browser sends before. */
  before: Request[]
  /** Resolves when the data of the console is new. */
  fresh: Promise<unknown>
}

let prepared: Prepared | undefined

export interface Start {
  method: string
  path: string
}

/** The check that sends a request, and the statuses that it expects. */
export interface Check {
  name: string
  expected: number[]
}

/** A request in the form. */
export interface Request extends Start {
  as: string
  with: 'token' | 'cookies' | 'both'
  /** With the CSRF header that the API's own page sends. */
  csrf: boolean
  body?: string
  /** The check that sends the same request. */
  check?: Check
}

/** A request and its response. */
export interface Exchange {
  id: number
  sent: Request
  answer: Judged
}

/** A response, and the statuses that its check expects instead. */
export interface Judged extends Asked {
  wanted?: number[]
}

/** What the console shows again after another view. */
export const kept: { request?: Request; exchanges: Exchange[]; shown?: number } = { exchanges: [] }

let exchangeCount = 0

/** A number for an exchange that no other one has. */
export function nextId(): number {
  exchangeCount += 1
  return exchangeCount
}

/** Prepares the request of a check for the console. */
export function startWith(
  name: string,
  { expected, before, ...request }: CheckRequest,
  fresh: Promise<unknown>,
): void {
  prepared = {
    request: { ...request, check: { name, expected } },
    before: before.map((each) => ({ ...each, as: request.as, with: 'cookies' })),
    fresh,
  }
  // Another request's response would look like that of this one.
  kept.shown = undefined
}

/** Returns the prepared request, once. */
export function takeStart(): Prepared | undefined {
  const taken = prepared
  prepared = undefined
  return taken
}

export interface Starter extends Start {
  /** `{name}` and `{password}` are those of the actor. */
  body?: string
}

/** Suggested requests, with matching bodies. */
const STARTERS: Starter[] = [
  { method: 'GET', path: '/api/tasks/1/' },
  { method: 'GET', path: '/api/tasks/' },
  { method: 'POST', path: '/api/tasks/', body: '{"title": "Water the plants"}' },
  { method: 'PATCH', path: '/api/tasks/1/', body: '{"completed": true}' },
  { method: 'DELETE', path: '/api/tasks/1/' },
  { method: 'GET', path: '/api/me/' },
  { method: 'POST', path: '/api/login/', body: '{"username": "{name}", "password": "{password}"}' },
  {
    method: 'POST',
    path: '/api/register/',
    body: '{"username": "carol", "password": "a-password-1"}',
  },
  { method: 'POST', path: '/api/logout/' },
  { method: 'GET', path: '/api/demo/admin/' },
  { method: 'POST', path: '/api/demo/read-only/', body: '{}' },
]

/**
 * Suggested requests. Those that only the current step has come first. A step without its own
 * requests is about those of its part so far.
 */
export function startersFor(
  rows: MatrixRow[],
  { step, parts }: Pick<PageState, 'step' | 'parts'>,
): Starter[] {
  const part = parts.find(({ steps }) => steps.includes(step))?.steps ?? []
  const hasOwn = rows.some((row) => row.step === step)
  const steps = hasOwn ? [step] : part.filter((each) => each < step)
  const own = rows
    .filter(
      (row) =>
        steps.includes(row.step) && hasSuccess(row) && !['HEAD', 'OPTIONS'].includes(row.method),
    )
    .map(({ method, path, body }) => ({
      method,
      path: path.replace('{id}', '1'),
      ...(body && { body: JSON.stringify(body).replace('{new}', 'carol') }),
    }))
  const isKnown = ({ method, path }: Start) =>
    STARTERS.some((each) => each.method === method && each.path === path)
  return [...own.filter((each) => !isKnown(each)), ...STARTERS]
}

function hasSuccess({ cells }: MatrixRow): boolean {
  return Object.values(cells).some(({ expected }) => expected.status < 300)
}

/** The suggested body. */
export function bodyFor({ method, path, body }: Starter, as: string): string {
  const same = STARTERS.find((each) => each.method === method && each.path === path)
  const text = body ?? same?.body ?? (method === 'PUT' ? '{"title": "Buy bread"}' : '')
  const name = ['bob', 'root', 'inactive'].includes(as) ? as : 'alice'
  return text.replace('{name}', name).replace('{password}', `${name}-pass-1`)
}
