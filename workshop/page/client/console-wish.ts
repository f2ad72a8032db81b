import type { Asked, MatrixRow } from '../page-state.ts'

/** A request that another view has asked the console to start with. */
let wish: Start | undefined

export interface Start {
  method: string
  path: string
}

/** A request, as it is put together. */
export interface Request extends Start {
  as: string
  with: 'token' | 'cookies' | 'both'
  /** With the header that a page of the API's own sends. */
  csrf: boolean
  body?: string
}

/** A request, and what came back. */
export interface Exchange {
  id: number
  sent: Request
  answer: Asked
}

/** Has the console begin with this request; a task of a check is one of the console's instead. */
export function startWith({ method, path }: Start): void {
  wish = { method, path: path.replace(/\/tasks\/\d+\//, '/tasks/1/') }
}

/** Takes the wish: it is for one visit. */
export function takeStart(): Start | undefined {
  const taken = wish
  wish = undefined
  return taken
}

export interface Starter extends Start {
  /** `{name}` and `{password}` are those of who asks. */
  body?: string
}

/** Requests to begin with, and the bodies that fit them. */
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

/** Requests to begin with: first those of the current step that the others lack. */
export function startersFor(rows: MatrixRow[], step: string): Starter[] {
  const own = rows
    .filter(
      (row) => row.step === step && hasSuccess(row) && !['HEAD', 'OPTIONS'].includes(row.method),
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

/** The body to begin with. */
export function bodyFor({ method, path, body }: Starter, as: string): string {
  const same = STARTERS.find((each) => each.method === method && each.path === path)
  const text = body ?? same?.body ?? (method === 'PUT' ? '{"title": "Buy bread"}' : '')
  const name = ['bob', 'root', 'inactive'].includes(as) ? as : 'alice'
  return text.replace('{name}', name).replace('{password}', `${name}-pass-1`)
}
