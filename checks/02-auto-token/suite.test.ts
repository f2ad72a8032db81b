import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, hookIfOffered, send } from '../harness/client.ts'
import { delayEachCall, failEachCall } from '../harness/database-checks.ts'
import { newCredentials, newUser, startCheck, tokenOf } from '../harness/people.ts'
import { A_NEW_KEY, AN_ID, AT_LEAST_20, otherThan } from '../harness/value-like.ts'

describe('02-auto-token', () => {
  beforeEach(startCheck)

  it('gives a user who registers exactly one token', async () => {
    const { username, password } = newCredentials()
    expectAnswer(await send('POST', '/api/register/', { json: { username, password } }), {
      status: 201,
      body: { id: AN_ID, username, email: '' },
    })
    expectAnswer(await hook({ op: 'token', user: username }), {
      status: 200,
      body: { tokens: 1, key: A_NEW_KEY },
    })
  })

  it('gives a superuser exactly one token', async () => {
    const { username: user, password } = newCredentials()
    expectAnswer(await hook({ op: 'create_user', how: 'create_superuser', user, password }), {
      status: 200,
      body: { tokens: 1, key: A_NEW_KEY },
    })
  })

  it('gives a user who is created inactive exactly one token', async () => {
    const { username: user, password } = newCredentials()
    const answer = await hookIfOffered({ op: 'create_inactive_user', user, password })
    expectAnswer(answer, { status: 200, body: { tokens: 1, key: A_NEW_KEY } })
  })

  it('gives two users who register different tokens', async () => {
    const [alice, bob] = [newCredentials(), newCredentials()]
    await send('POST', '/api/register/', { json: alice })
    await send('POST', '/api/register/', { json: bob })
    const { body } = await hook({ op: 'token', user: alice.username })
    const { key } = body as { key: string }
    expectAnswer(await hook({ op: 'token', user: bob.username }), {
      status: 200,
      body: { tokens: 1, key: otherThan(key) },
    })
  })

  it('gives new users keys that cannot be predicted', async () => {
    const { username: user } = newCredentials()
    const answer = await hookIfOffered({ op: 'signal_key_randomness', user })
    expectAnswer(answer, { status: 200, body: { random_bytes: AT_LEAST_20 } })
  })

  it('keeps the token of a user who is saved again', async () => {
    const person = await newUser()
    const key = await tokenOf(person)
    expectAnswer(await hook({ op: 'save_user', user: person.username }), {
      status: 200,
      body: { tokens: 1, key },
    })
  })

  it('makes no token when a user without one is saved again', async () => {
    const { username: user } = await newUser('bulk_create')
    expectAnswer(await hook({ op: 'save_user', user }), {
      status: 200,
      body: { tokens: 0, key: null },
    })
  })

  it('answers 500, and stores nothing, when the database fails', async () => {
    const register = async () => {
      const json = newCredentials()
      return () => send('POST', '/api/register/', { json })
    }
    await failEachCall(register, { status: 201 }, 'authtoken_token')
  })

  it('answers only after every database call has finished', async () => {
    const register = async () => {
      const json = newCredentials()
      return () => send('POST', '/api/register/', { json })
    }
    await delayEachCall(register, { status: 201 }, 'authtoken_token')
  })
})
