import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, type Method, send } from '../harness/client.ts'
import { delayEachCall, failEachCall } from '../harness/database-checks.ts'
import { newStaff, newToken, newUser, startCheck, tokenOf } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'
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

  it('answers 401 to the token afterwards', async () => {
    for (const token of [await newToken(), await tokenOf(await newStaff())]) {
      await send('POST', '/api/logout/', { token })
      expectAnswer(await send('GET', '/api/me/', { token }), INVALID)
    }
  })

  it('answers 401 to a second logout with the same token', async () => {
    const token = await newToken()
    await send('POST', '/api/logout/', { token })
    expectAnswer(await send('POST', '/api/logout/', { token }), INVALID)
  })

  it('leaves all other users logged in', async () => {
    const [bob, alice] = [await newToken(), await newToken()]
    await send('POST', '/api/logout/', { token: alice })
    expectAnswer(await send('GET', '/api/me/', { token: bob }), { status: 200 })
  })

  it('does not log out a user named in the body or the URL', async () => {
    const bob = await newUser()
    const token = await tokenOf(bob)
    const { body } = await send('GET', '/api/me/', { token })
    const { id } = body as { id: number }
    const names = { token, key: token, username: bob.username, user: String(id), id: String(id) }
    const sent = { ...names, user_id: String(id), userId: String(id), auth: token }
    const query = String(new URLSearchParams(sent))
    for (const how of [{ json: sent }, { json: { user: id, user_id: id } }, { form: sent }, {}]) {
      const path = Object.keys(how).length === 0 ? `/api/logout/?${query}` : '/api/logout/'
      const alice = await newToken()
      await send('POST', path, { token: alice, ...how })
      expectAnswer(await send('GET', '/api/me/', { token }), { status: 200 })
      expectAnswer(await send('GET', '/api/me/', { token: alice }), INVALID)
    }
  })

  it('does not log out on any method but POST', async () => {
    const token = await newToken()
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]) {
      await send(method, '/api/logout/', { token })
      expectAnswer(await send('GET', '/api/me/', { token }), { status: 200 })
    }
  })

  it('keeps the user: the next login returns a new token', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    await send('POST', '/api/logout/', { token })
    expectAnswer(await send('POST', '/api/login/', { json: person }), {
      status: 200,
      body: { token: otherThan(token) },
    })
  })

  it('answers 500, and stores nothing, when the database fails', async () => {
    const logout = async () => {
      const token = await newToken()
      return () => send('POST', '/api/logout/', { token })
    }
    await failEachCall(logout, { status: 204 })
  })

  it('answers only after every database call has finished', async () => {
    const logout = async () => {
      const token = await newToken()
      return () => send('POST', '/api/logout/', { token })
    }
    await delayEachCall(logout, { status: 204 })
  })

  itFollowsThePolicy('07-logout')
})
