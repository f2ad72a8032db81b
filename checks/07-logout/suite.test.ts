import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, send } from '../harness/client.ts'
import { newToken, newUser, startCheck, tokenOf } from '../harness/people.ts'
import { otherThan } from '../harness/value-like.ts'

const INVALID = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Token' },
  body: { detail: 'Invalid token.' },
}

describe('07-logout', () => {
  beforeEach(startCheck)

  it('answers 204 without a body', async () => {
    const token = await newToken()
    expectAnswer(await send('POST', '/api/logout/', { token }), { status: 204, body: null })
  })

  it('deletes the token', async () => {
    const person = await newUser()
    await send('POST', '/api/logout/', { token: await tokenOf(person) })
    expectAnswer(await hook({ op: 'token', user: person.username }), {
      status: 200,
      body: { tokens: 0, key: null },
    })
  })

  it('answers 401 to the token from then on', async () => {
    const token = await newToken()
    await send('POST', '/api/logout/', { token })
    expectAnswer(await send('GET', '/api/me/', { token }), INVALID)
  })

  it('answers 401 to a second logout with the same token', async () => {
    const token = await newToken()
    await send('POST', '/api/logout/', { token })
    expectAnswer(await send('POST', '/api/logout/', { token }), INVALID)
  })

  it('leaves everybody else logged in', async () => {
    const [bob, alice] = [await newToken(), await newToken()]
    await send('POST', '/api/logout/', { token: alice })
    expectAnswer(await send('GET', '/api/me/', { token: bob }), { status: 200 })
  })

  it('leaves the user logged in whose token stands in the body', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    await send('POST', '/api/logout/', { token: alice, json: { token: bob, key: bob } })
    expectAnswer(await send('GET', '/api/me/', { token: bob }), { status: 200 })
  })

  it('leaves the user logged in after a GET', async () => {
    const token = await newToken()
    await send('GET', '/api/logout/', { token })
    expectAnswer(await send('GET', '/api/me/', { token }), { status: 200 })
  })

  it('keeps the user: a login answers with another token', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    await send('POST', '/api/logout/', { token })
    expectAnswer(await send('POST', '/api/login/', { json: person }), {
      status: 200,
      body: { token: otherThan(token) },
    })
  })

  it('answers 401 when no token is sent', async () => {
    expectAnswer(await send('POST', '/api/logout/'), {
      status: 401,
      headers: { 'WWW-Authenticate': 'Token' },
    })
  })
})
