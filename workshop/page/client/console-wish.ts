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

/** The body to begin with. */
export function bodyFor({ method, path }: Start): string {
  const same = STARTERS.find((each) => each.method === method && each.path === path)
  return same?.body ?? (method === 'PUT' ? '{"title": "Buy bread"}' : '')
}
