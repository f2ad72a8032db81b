import { beforeEach, describe, expect, it } from 'vitest'
import { type Asked, ask } from './ask.ts'
import { resetTarget } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

let tokens: Record<string, string>

beforeEach(async () => {
  tokens = await resetTarget(targetUrl)
})

const send = (method: string, path: string, asked: Asked = {}) =>
  ask(targetUrl, method, path, asked)

describe('two Authorization headers never authenticate', () => {
  it.each([
    ['the same twice', 'Token ALICE', 'Token ALICE'],
    ['two users', 'Token ALICE', 'Token BOB'],
    ['nothing first', '', 'Token ALICE'],
    ['nothing second', 'Token ALICE', ''],
    ['another scheme first', 'Basic eDp5', 'Token ALICE'],
    ['another scheme second', 'Token ALICE', 'Basic eDp5'],
    ['keyword and key apart', 'Token', 'ALICE'],
  ])('%s', async (_, ...values) => {
    const headers = values.map((value): [string, string] => [
      'Authorization',
      value.replace('ALICE', tokens.alice as string).replace('BOB', tokens.bob as string),
    ])
    expect((await send('GET', '/api/me/', { headers })).status).toBe(401)
    expect((await send('GET', '/api/tasks/', { headers })).status).toBe(401)
    const shown = await send('GET', '/api/demo/allow-any/', { headers })
    if (shown.status === 200) expect(shown.data).toMatchObject({ user: null })
    else expect(shown.status).toBe(401)
  })
})

describe('no spelling of a path or method bypasses a permission', () => {
  const SPELLINGS = [
    ...['/api/Me/', '/API/me/', '/api/ME/', '//api/me/', '/api//me/', '/api/me//', '/./api/me/'],
    ...['/api/./me/', '/api/x/../me/', '/api/%6de/', '/api/%6De/', '/api/me%2f', '/api%2fme/'],
    ...[
      '/api/me/%00',
      '/api/me/%20',
      '/api/me;x/',
      '/api/me/.',
      '/api/me/..;/me/',
      '/api/me.json',
      '/api/tasks/%/',
      '/api/tasks/%zz/',
      '/api/tasks/%ff/?x=%',
    ],
    ...[
      '/api/demo/ADMIN/',
      '/api/demo/admin//',
      '/api/demo/%61dmin/',
      '/api/tasks//',
      '/api/Tasks/',
    ],
    ...['/api/me', '/api/tasks', '/api/demo/admin', '/api/tasks/1', '/api/tasks/1/'],
  ]

  it.each(SPELLINGS)('%s', async (path) => {
    await send('POST', '/api/tasks/', { token: tokens.alice as string, json: { title: 'private' } })
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const { status, text } = await send(method, path)
      expect([301, 401, 404]).toContain(status)
      expect(text).not.toContain('private')
    }
  })

  it.each([
    '/API/me/',
    '/api/Me/',
    '/api/me/x',
    '//api/me/',
    '/api//me/',
    '/api/%6De/',
    '/api/me//',
  ])('answers 404 to %s for every user', async (path) => {
    expect((await send('GET', path, { token: tokens.alice as string })).status).toBe(404)
  })

  it('has the same permissions for HEAD as for GET', async () => {
    for (const path of ['/api/me/', '/api/tasks/', '/api/tasks/1/', '/api/demo/admin/']) {
      expect((await send('HEAD', path)).status).toBe(401)
    }
    expect((await send('HEAD', '/api/demo/admin/', { token: tokens.bob as string })).status).toBe(
      403,
    )
  })

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'ignores a method in %s',
    async (name) => {
      const headers: [string, string][] = [[name, 'GET']]
      const path = '/api/demo/read-only/'
      expect((await send('POST', path, { headers })).status).toBe(401)
      const form: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded']
      const inBody = await send('POST', path, { headers: [form], body: '_method=GET' })
      expect(inBody.status).toBe(401)
      expect((await send('POST', `${path}?_method=GET`)).status).toBe(401)
    },
  )
})

describe('names from JavaScript in a body change nothing', () => {
  const BODIES = [
    '{"title":"a","__proto__":{"completed":true,"is_staff":true,"isAuthenticated":true}}',
    '{"title":"a","constructor":{"prototype":{"completed":true,"isStaff":true}}}',
    '{"title":"a","toString":1,"valueOf":1,"hasOwnProperty":1,"then":1,"toJSON":1}',
  ]

  it.each(BODIES)('%s', async (body) => {
    const token = tokens.alice as string
    const headers: [string, string][] = [['Content-Type', 'application/json']]
    const made = await send('POST', '/api/tasks/', { token, headers, body })
    expect(made.data).toMatchObject({ title: 'a', completed: false, owner: 1 })
    expect(({} as Record<string, unknown>).completed).toBeUndefined()
    expect((await send('GET', '/api/demo/admin/', { token })).status).toBe(403)
    expect((await send('GET', '/api/me/')).status).toBe(401)
  })

  it('does not take a field from a prototype', async () => {
    const headers: [string, string][] = [['Content-Type', 'application/json']]
    const body = '{"__proto__":{"username":"alice","password":"alice-pass-1"}}'
    const answer = await send('POST', '/api/login/', { headers, body })
    expect(answer.data).toEqual({
      username: ['This field is required.'],
      password: ['This field is required.'],
    })
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'finds no user, token or task called %s',
    async (name) => {
      const json = { username: name, password: name }
      expect((await send('POST', '/api/login/', { json })).status).toBe(400)
      expect((await send('GET', '/api/me/', { token: name })).status).toBe(401)
      const task = await send('GET', `/api/tasks/${name}/`, { token: tokens.alice as string })
      expect(task.status).toBe(404)
    },
  )
})
