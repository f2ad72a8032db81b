import { beforeEach, describe, it } from 'vitest'
import {
  expectAnswer,
  expectFailure,
  hook,
  hookIfOffered,
  type Method,
  send,
} from '../harness/client.ts'
import { newToken, newUser, random, startCheck, tokenOf } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'

const NOT_AUTHENTICATED = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Token' },
  body: { detail: 'Authentication credentials were not provided.' },
}

describe('04-default-permission', () => {
  beforeEach(startCheck)

  it('answers 401 with "WWW-Authenticate: Token" when no token is sent', async () => {
    expectAnswer(await send('GET', '/api/me/'), NOT_AUTHENTICATED)
  })

  it('refuses before the view does anything', async () => {
    expectAnswer(await send('POST', '/api/logout/'), NOT_AUTHENTICATED)
  })

  it('answers 401, not 405, to a method that the view lacks when no token is sent', async () => {
    for (const method of ['DELETE', 'PATCH', 'POST', 'PUT'] satisfies Method[]) {
      expectAnswer(await send(method, '/api/me/'), NOT_AUTHENTICATED)
    }
  })

  it('answers 405 to a method that the view lacks when a token is sent', async () => {
    const token = await newToken()
    expectAnswer(await send('DELETE', '/api/me/', { token }), {
      status: 405,
      headers: { Allow: 'GET, HEAD, OPTIONS' },
      body: { detail: 'Method "DELETE" not allowed.' },
    })
  })

  it('answers 406, not 401, to a client that does not accept JSON', async () => {
    const headers = { Accept: 'text/html' }
    for (const token of [undefined, random('key'), await newToken()]) {
      expectAnswer(await send('GET', '/api/me/', { headers, token }), {
        status: 406,
        body: { detail: 'Could not satisfy the request Accept header.' },
      })
    }
  })

  it('answers 401 to a header for another scheme', async () => {
    const person = await newUser()
    const key = await tokenOf(person)
    for (const Authorization of [`Bearer ${key}`, 'Basic YTpi', key, 'Digest username="a"']) {
      expectAnswer(await send('GET', '/api/me/', { headers: { Authorization } }), NOT_AUTHENTICATED)
    }
  })

  it('calls every permission class in order until one refuses', async () => {
    const token = await newToken()
    await hookIfOffered({ op: 'set_classes', permissions: ['Yes', 'No', 'Yes'] })
    await send('GET', '/api/me/', { token })
    expectAnswer(await hook({ op: 'asked_classes' }), {
      status: 200,
      body: { asked: ['Yes', 'No'] },
    })
  })

  it('sends a user the message of the first class that refuses', async () => {
    const token = await newToken()
    await hookIfOffered({ op: 'set_classes', permissions: ['Yes', 'Closed', 'Full'] })
    expectAnswer(await send('GET', '/api/me/', { token }), forbidden('Closed on Sundays.'))
  })

  it('tells an anonymous client how to authenticate, not the message of a class', async () => {
    await hookIfOffered({ op: 'set_classes', permissions: ['Closed'] })
    expectAnswer(await send('GET', '/api/me/'), NOT_AUTHENTICATED)
  })

  it('answers 403 to an anonymous client when the view has no authentication class', async () => {
    await hookIfOffered({ op: 'set_classes', authentication: [] })
    expectAnswer(await send('GET', '/api/me/'), forbidden(REFUSED))
  })

  for (const [how, name] of [
    ['returns a promise', 'Promised'],
    ['returns nothing', 'Undefined'],
  ]) {
    it(`refuses when a permission class ${how}`, async () => {
      const token = await newToken()
      await hookIfOffered({ op: 'set_classes', permissions: [name] })
      expectAnswer(await send('GET', '/api/me/', { token }), forbidden(REFUSED))
    })
  }

  for (const [how, name] of [
    ['throws', 'Fails'],
    ['throws undefined', 'ThrowsUndefined'],
  ]) {
    it(`lets no request pass when a permission class ${how}`, async () => {
      const token = await newToken()
      await hookIfOffered({ op: 'set_classes', permissions: [name] })
      expectFailure(await send('GET', '/api/me/', { token }))
    })
  }

  it('lets anonymous clients register: the view has its own list of classes', async () => {
    const json = { username: random('user'), password: random('password') }
    expectAnswer(await send('POST', '/api/register/', { json }), { status: 201 })
  })

  itFollowsThePolicy('04-default-permission')
})

const REFUSED = 'You do not have permission to perform this action.'

function forbidden(detail: string) {
  return { status: 403, headers: { 'WWW-Authenticate': null }, body: { detail } }
}
