/** A request that is measured. */
export interface Row {
  name: string
  method: 'GET' | 'POST'
  path: string
  /** Sent as JSON. */
  body?: object
  connections: number
}

/** The user who sends the requests. */
export const PERSON = { username: 'bench', password: 'analytical-engine' }

/** The measured requests, in this order: the last two change data, or keep a thread busy. */
export const ROWS = {
  me: { name: 'GET /api/me/', method: 'GET', path: '/api/me/', connections: 16 },
  list: { name: 'list of 20 tasks', method: 'GET', path: '/api/tasks/', connections: 16 },
  login: {
    name: 'login',
    method: 'POST',
    path: '/api/login/',
    body: PERSON,
    connections: 8,
  },
  create: {
    name: 'create a task',
    method: 'POST',
    path: '/api/tasks/',
    body: { title: 'Buy milk' },
    connections: 32,
  },
} satisfies Record<string, Row>

export type RowName = keyof typeof ROWS
