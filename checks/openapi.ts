import { ACTORS, type Actor, type Credential, POLICY, type Rule } from './policy.ts'
import { whyOf } from './policy-why.ts'

const text = (more: object = {}) => ({ type: 'string', ...more })
const link = { type: ['string', 'null'], format: 'uri' }
const page = (more: object) => ({
  type: 'object',
  required: [...Object.keys(more), 'next', 'previous', 'results'],
  properties: {
    ...more,
    next: link,
    previous: link,
    results: { type: 'array', items: { $ref: '#/components/schemas/Task' } },
  },
})
const schemas = {
  Account: {
    type: 'object',
    required: ['id', 'username', 'email'],
    properties: { id: { type: 'integer' }, username: text(), email: text() },
  },
  Credentials: {
    type: 'object',
    required: ['username', 'password'],
    properties: { username: text(), password: text({ format: 'password' }) },
  },
  Registration: {
    type: 'object',
    required: ['username', 'password'],
    properties: {
      username: text({ maxLength: 150 }),
      email: text({ format: 'email', maxLength: 254 }),
      password: text({ format: 'password', maxLength: 128 }),
    },
  },
  Token: { type: 'object', required: ['token'], properties: { token: text() } },
  Me: {
    type: 'object',
    required: ['id', 'username', 'is_staff'],
    properties: { id: { type: 'integer' }, username: text(), is_staff: { type: 'boolean' } },
  },
  Echo: {
    type: 'object',
    required: ['detail', 'method', 'user'],
    properties: { detail: text(), method: text(), user: { type: ['string', 'null'] } },
  },
  NewTask: {
    type: 'object',
    required: ['title'],
    properties: {
      title: text({ maxLength: 200 }),
      description: text(),
      completed: { type: 'boolean' },
    },
  },
  Task: {
    type: 'object',
    required: ['id', 'title', 'description', 'completed', 'owner', 'created_at'],
    properties: {
      id: { type: 'integer' },
      title: text(),
      description: text(),
      completed: { type: 'boolean' },
      owner: { type: 'integer', description: 'The id of the user who created it.' },
      created_at: text({ format: 'date-time' }),
    },
  },
  CsrfToken: { type: 'object', required: ['csrfToken'], properties: { csrfToken: text() } },
  AuthToken: {
    type: 'object',
    required: ['expiry', 'token'],
    properties: {
      expiry: text({ format: 'date-time' }),
      token: text({ pattern: '^[0-9a-f]{64}$' }),
    },
  },
  Page: page({ count: { type: 'integer' } }),
  Feed: page({}),
  View: {
    type: 'object',
    required: ['name', 'description', 'renders', 'parses'],
    properties: {
      name: text(),
      description: text(),
      renders: { type: 'array', items: text() },
      parses: { type: 'array', items: text() },
    },
  },
  Messages: { type: 'object', additionalProperties: { type: 'array', items: text() } },
  Error: { type: 'object', required: ['detail'], properties: { detail: text() } },
} as const

type SchemaName = keyof typeof schemas

/** The request and response bodies of the methods that have a handler. */
const BODIES: Record<string, { takes?: SchemaName; gives?: SchemaName; list?: boolean }> = {
  'POST /api/register/': { takes: 'Registration', gives: 'Account' },
  'POST /api/login/': { takes: 'Credentials', gives: 'Token' },
  'GET /api/me/': { gives: 'Me' },
  'GET /api/demo/allow-any/': { gives: 'Echo' },
  'POST /api/demo/allow-any/': { gives: 'Echo' },
  'GET /api/demo/authenticated/': { gives: 'Echo' },
  'POST /api/demo/authenticated/': { gives: 'Echo' },
  'GET /api/demo/admin/': { gives: 'Echo' },
  'POST /api/demo/admin/': { gives: 'Echo' },
  'GET /api/demo/read-only/': { gives: 'Echo' },
  'POST /api/demo/read-only/': { gives: 'Echo' },
  'GET /api/tasks/': { gives: 'Task', list: true },
  'POST /api/tasks/': { takes: 'NewTask', gives: 'Task' },
  'GET /api/tasks/{id}/': { gives: 'Task' },
  'PUT /api/tasks/{id}/': { takes: 'NewTask', gives: 'Task' },
  'PATCH /api/tasks/{id}/': { takes: 'NewTask', gives: 'Task' },
  'POST /api/v2/login/': { takes: 'Credentials', gives: 'AuthToken' },
  'GET /api/v2/me/': { gives: 'Me' },
  'GET /api/v2/tasks/': { gives: 'Page' },
  'POST /api/v2/tasks/': { takes: 'NewTask', gives: 'Task' },
  'GET /api/v2/csrf/': { gives: 'CsrfToken' },
  'GET /api/v2/session/': { gives: 'Me' },
  'POST /api/v2/session/': { takes: 'Credentials', gives: 'Me' },
  'GET /api/v2/demo/token-first/': { gives: 'Echo' },
  'POST /api/v2/demo/token-first/': { gives: 'Echo' },
  'GET /api/v2/demo/session-first/': { gives: 'Echo' },
  'POST /api/v2/demo/session-first/': { gives: 'Echo' },
  'GET /api/v2/tasks/feed/': { gives: 'Feed' },
  'GET /api/v2/tasks/window/': { gives: 'Page' },
  'GET /api/v2/tasks/{id}/': { gives: 'Task' },
  'PUT /api/v2/tasks/{id}/': { takes: 'NewTask', gives: 'Task' },
  'PATCH /api/v2/tasks/{id}/': { takes: 'NewTask', gives: 'Task' },
}

const WRITES = '60 writes a minute for each user.'
/** The limits of the routes. */
const RATES: Record<string, string> = {
  'POST /api/v2/login/': '5 logins a minute from one address, 10 an hour for one name.',
  'POST /api/v2/tasks/': WRITES,
  'PUT /api/v2/tasks/{id}/': WRITES,
  'PATCH /api/v2/tasks/{id}/': WRITES,
  'DELETE /api/v2/tasks/{id}/': WRITES,
}

const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: object) => ({ content: { 'application/json': { schema } } })

/** The API as an OpenAPI document, for tools that read one. */
export function openapiDocument(server: string) {
  const paths: Record<string, Record<string, object>> = {}
  for (const rule of POLICY.filter(isOperation)) {
    paths[rule.path] ??= rule.path.includes('{id}') ? { parameters: [TASK_ID] as never } : {}
    Object.assign(paths[rule.path] as object, { [rule.method.toLowerCase()]: operation(rule) })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Token permissions',
      version: '1.0.0',
      description: 'Token authentication and permissions as in Django REST framework.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    tags: [...new Set(POLICY.filter(isOperation).map(({ step }) => step))].map((name) => ({
      name,
    })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'The word Token, a space, and the key: `Token 9944b09199c62bcf…`',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'sessionid',
          description: 'The session of a browser, which POST /api/v2/session/ begins.',
        },
        csrf: {
          type: 'apiKey',
          in: 'header',
          name: 'X-CSRFToken',
          description: 'The token of GET /api/v2/csrf/, in addition to the cookie that it sets.',
        },
      },
    },
  }
}

const INVALID = {
  description: 'The body cannot be read, or breaks a rule: the messages are listed by field.',
  ...json({ anyOf: [ref('Error'), ref('Messages')] }),
}
const NO_TASK = { description: 'There is no such task.', ...json(ref('Error')) }
const TASK_ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }

/** A method that a view does not have is a rule of the table, but not an operation. */
function isOperation({ cells }: Rule): boolean {
  return [cells.owner, cells.staff].some(({ status }) => status < 400)
}

function operation(rule: Rule) {
  const { method, path, permissionClasses, authentication, step, cells } = rule
  const { takes } = BODIES[`${method} ${path}`] ?? {}
  const rate = RATES[`${method} ${path}`]
  const statuses = [...new Set(Object.values(cells).map(({ status }) => status))].sort()
  const requestBody = takes && {
    required: method !== 'PATCH',
    ...json(method === 'PATCH' ? { ...schemas[takes], required: [] } : ref(takes)),
  }
  return {
    operationId: operationId(rule),
    summary: whyOf(rule, cells.staff.status < 400 ? cells.staff : cells.owner),
    description: `Permission classes: ${permissionClasses}.`,
    tags: [step],
    // An empty requirement: authentication is optional.
    security: [
      ...(cells.anonymous.status < 400 ? [{}] : []),
      ...authentication.map((credential) => requirement(credential, method)),
    ],
    ...(requestBody && { requestBody }),
    responses: {
      ...Object.fromEntries(statuses.map((status) => [status, response(rule, status)])),
      ...(takes && { 400: INVALID }),
      ...(rate && { 429: throttled(rate) }),
      ...(path.includes('{id}') && method !== 'OPTIONS' && { 404: NO_TASK }),
    },
  }
}

/** With a session, a method that writes needs a CSRF token. */
function requirement(credential: Credential, method: string): object {
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(method)
  return { [credential]: [], ...(credential === 'session' && !isSafe && { csrf: [] }) }
}

function throttled(rate: string) {
  const headers = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } }
  return { description: `More often than it may be: ${rate}`, headers, ...json(ref('Error')) }
}

function response({ method, path, cells }: Rule, status: number) {
  const actors = Object.entries(cells).filter(([, cell]) => cell.status === status)
  const description = actors
    .map(([actor, { by }]) => `${ACTORS[actor as Actor]}: by ${by}`)
    .join('; ')
  const headers = status === 401 && { 'WWW-Authenticate': { schema: { const: 'Token' } } }
  return { description, ...(headers && { headers }), ...bodyOf(method, path, status) }
}

function bodyOf(method: string, path: string, status: number) {
  if (method === 'HEAD' || status === 204) return {}
  if (status >= 400) return json(ref('Error'))
  if (method === 'OPTIONS') return json(ref('View'))
  const { gives, list } = BODIES[`${method} ${path}`] ?? {}
  if (!gives) return {}
  return json(list ? { type: 'array', items: ref(gives) } : ref(gives))
}

function operationId({ method, path }: Rule): string {
  const words = path.replace('/api/', '').match(/[a-z]+/g) ?? []
  return [
    method.toLowerCase(),
    ...words.map((word) => word[0]?.toUpperCase() + word.slice(1)),
  ].join('')
}
