import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, send } from '../harness/client.ts'
import { newToken, random, startCheck } from '../harness/people.ts'

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

  it('answers 200 when a token is sent', async () => {
    const token = await newToken()
    expectAnswer(await send('GET', '/api/me/', { token }), { status: 200 })
  })

  it('answers 200 to OPTIONS when a token is sent', async () => {
    const token = await newToken()
    expectAnswer(await send('OPTIONS', '/api/me/', { token }), { status: 200 })
  })

  it('refuses before the view does anything', async () => {
    expectAnswer(await send('POST', '/api/logout/'), NOT_AUTHENTICATED)
  })

  it('answers 401 to OPTIONS when no token is sent', async () => {
    expectAnswer(await send('OPTIONS', '/api/me/'), NOT_AUTHENTICATED)
  })

  it('answers 401, not 405, to a method that the view lacks when no token is sent', async () => {
    expectAnswer(await send('DELETE', '/api/me/'), NOT_AUTHENTICATED)
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
    expectAnswer(await send('GET', '/api/me/', { headers }), {
      status: 406,
      body: { detail: 'Could not satisfy the request Accept header.' },
    })
  })

  it('lets everybody register: a view with a list of its own does not ask the default', async () => {
    const json = { username: random('user'), password: random('password') }
    expectAnswer(await send('POST', '/api/register/', { json }), { status: 201 })
  })
})
