import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, type Method, send } from '../harness/client.ts'
import { newStaff, newToken, newUser, random, startCheck, tokenOf } from '../harness/people.ts'

const NOT_AUTHENTICATED = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Token' },
  body: { detail: 'Authentication credentials were not provided.' },
}

const FORBIDDEN = {
  status: 403,
  headers: { 'WWW-Authenticate': null },
  body: { detail: 'You do not have permission to perform this action.' },
}

describe('05-view-permissions', () => {
  beforeEach(startCheck)

  it('AllowAny: lets somebody without a token read', async () => {
    expectAnswer(await send('GET', '/api/demo/allow-any/'), ok('GET', null))
  })

  it('AllowAny: lets somebody without a token write', async () => {
    expectAnswer(await send('POST', '/api/demo/allow-any/', { json: {} }), ok('POST', null))
  })

  it('AllowAny: still recognises the user whose token is sent', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    expectAnswer(await send('GET', '/api/demo/allow-any/', { token }), ok('GET', person.username))
  })

  it('AllowAny: answers 401 to a token that is wrong', async () => {
    expectAnswer(await send('GET', '/api/demo/allow-any/', { token: random('key') }), {
      status: 401,
      headers: { 'WWW-Authenticate': 'Token' },
      body: { detail: 'Invalid token.' },
    })
  })

  it('IsAuthenticated: answers 401 when no token is sent', async () => {
    expectAnswer(await send('GET', '/api/demo/authenticated/'), NOT_AUTHENTICATED)
  })

  it('IsAuthenticated: lets a user write', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    const answer = await send('POST', '/api/demo/authenticated/', { token, json: {} })
    expectAnswer(answer, ok('POST', person.username))
  })

  it('IsAdminUser: answers 401 when no token is sent', async () => {
    expectAnswer(await send('GET', '/api/demo/admin/'), NOT_AUTHENTICATED)
  })

  it('IsAdminUser: answers 403, without WWW-Authenticate, to a user who is not staff', async () => {
    const token = await newToken()
    expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
  })

  it('IsAdminUser: lets staff in', async () => {
    const person = await newStaff()
    const token = await tokenOf(person)
    expectAnswer(await send('GET', '/api/demo/admin/', { token }), ok('GET', person.username))
  })

  it('IsAdminUser: answers 403 to a user who is only called admin', async () => {
    for (const name of ['admin', 'administrator', 'staff', 'superuser']) {
      const token = await tokenOf(await newUser('create_user', undefined, random(name)))
      expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
    }
    const token = await tokenOf(await newUser('create_user', undefined, 'admin'))
    expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
  })

  it('IsAdminUser: answers 403 from the moment a user is staff no more', async () => {
    const person = await newStaff()
    const token = await tokenOf(person)
    await send('GET', '/api/demo/admin/', { token })
    await hook({ op: 'set_staff', user: person.username, value: false })
    expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
  })

  it('IsAuthenticatedOrReadOnly: lets somebody without a token GET', async () => {
    expectAnswer(await send('GET', '/api/demo/read-only/'), ok('GET', null))
  })

  it('IsAuthenticatedOrReadOnly: lets somebody without a token HEAD', async () => {
    expectAnswer(await send('HEAD', '/api/demo/read-only/'), { status: 200, body: null })
  })

  it('IsAuthenticatedOrReadOnly: lets somebody without a token ask for OPTIONS', async () => {
    expectAnswer(await send('OPTIONS', '/api/demo/read-only/'), {
      status: 200,
      headers: { Allow: 'GET, POST, HEAD, OPTIONS' },
    })
  })

  for (const method of ['POST', 'PUT', 'DELETE'] satisfies Method[]) {
    it(`IsAuthenticatedOrReadOnly: answers 401 to ${method} when no token is sent`, async () => {
      expectAnswer(await send(method, '/api/demo/read-only/'), NOT_AUTHENTICATED)
    })
  }

  it('IsAuthenticatedOrReadOnly: lets a user write', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    const answer = await send('POST', '/api/demo/read-only/', { token, json: {} })
    expectAnswer(answer, ok('POST', person.username))
  })

  it('takes the method from the request line alone', async () => {
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const headers = { [name]: 'GET' }
      expectAnswer(await send('POST', '/api/demo/read-only/', { headers }), NOT_AUTHENTICATED)
    }
    for (const name of ['_method', 'method', 'x-http-method-override']) {
      const path = `/api/demo/read-only/?${name}=GET`
      expectAnswer(await send('POST', path), NOT_AUTHENTICATED)
      const form = { [name]: 'GET' }
      expectAnswer(await send('POST', '/api/demo/read-only/', { form }), NOT_AUTHENTICATED)
    }
  })

  for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'] satisfies Method[]) {
    it(`IsAdminUser: answers 403 to ${method} of a user who is not staff`, async () => {
      const token = await newToken()
      const body = method === 'HEAD' ? { body: null } : {}
      expectAnswer(await send(method, '/api/demo/admin/', { token }), { ...FORBIDDEN, ...body })
    })
  }
})

function ok(method: Method, user: string | null) {
  return { status: 200, body: { detail: 'ok', method, user } }
}
