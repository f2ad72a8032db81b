import type { MatrixRow } from '../page-state.ts'

/** A request that another view has asked the console to start with. */
let wish: Start | undefined

export interface Start {
  method: string
  path: string
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

/** Requests to begin with, and the bodies that fit them. */
export const STARTERS: (Start & { body?: string })[] = [
  { method: 'GET', path: '/api/tasks/1/' },
  { method: 'GET', path: '/api/tasks/' },
  { method: 'POST', path: '/api/tasks/', body: '{"title": "Water the plants"}' },
  { method: 'PATCH', path: '/api/tasks/1/', body: '{"completed": true}' },
  { method: 'DELETE', path: '/api/tasks/1/' },
  { method: 'GET', path: '/api/me/' },
  {
    method: 'POST',
    path: '/api/login/',
    body: '{"username": "alice", "password": "alice-pass-1"}',
  },
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
export function startersFor(rows: MatrixRow[], step: string): typeof STARTERS {
  const own = rows
    .filter(
      (row) => row.step === step && hasSuccess(row) && !['HEAD', 'OPTIONS'].includes(row.method),
    )
    .map(({ method, path, body }) => ({
      method,
      path: path.replace('{id}', '1'),
      ...(body && { body: filledIn(body) }),
    }))
  const isKnown = ({ method, path }: Start) =>
    STARTERS.some((each) => each.method === method && each.path === path)
  return [...own.filter((each) => !isKnown(each)), ...STARTERS]
}

function hasSuccess({ cells }: MatrixRow): boolean {
  return Object.values(cells).some(({ expected }) => expected.status < 300)
}

function filledIn(body: object): string {
  const values: Record<string, string> = {
    '{new}': 'carol',
    '{name}': 'alice',
    '{password}': 'alice-pass-1',
  }
  return JSON.stringify(body).replace(/\{(new|name|password)\}/g, (whole) => values[whole] ?? whole)
}

/** The body to begin with. */
export function bodyFor({ method, path }: Start): string {
  const same = STARTERS.find((each) => each.method === method && each.path === path)
  return same?.body ?? (method === 'PUT' ? '{"title": "Buy bread"}' : '')
}
