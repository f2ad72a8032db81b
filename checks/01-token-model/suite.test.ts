import { setTimeout } from 'node:timers/promises'
import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, hookIfOffered } from '../harness/client.ts'
import { newUser, startCheck, tokenOf } from '../harness/people.ts'
import { letPass } from '../harness/time.ts'
import { A_MOMENT, A_NEW_KEY, AT_LEAST_20, otherThan } from '../harness/value-like.ts'

describe('01-token-model', () => {
  beforeEach(startCheck)

  it('makes a token with a key of 40 lower-case hexadecimal digits', async () => {
    const { username: user } = await newUser('bulk_create')
    expectAnswer(await hook({ op: 'create_token', user }), {
      status: 200,
      body: { tokens: 1, key: A_NEW_KEY, created: true },
    })
  })

  it('gives two users different keys', async () => {
    const alice = await tokenOf(await newUser('bulk_create'))
    const { username: user } = await newUser('bulk_create')
    expectAnswer(await hook({ op: 'create_token', user }), {
      status: 200,
      body: { tokens: 1, key: otherThan(alice), created: true },
    })
  })

  it('makes keys that cannot be predicted', async () => {
    const { username: user } = await newUser('bulk_create')
    const answer = await hookIfOffered({ op: 'key_randomness', user })
    expectAnswer(answer, { status: 200, body: { random_bytes: AT_LEAST_20, key: A_NEW_KEY } })
  })

  it('finds the token of a user, with the same key', async () => {
    const { username: user, password } = await newUser('bulk_create')
    const key = await tokenOf({ username: user, password })
    expectAnswer(await hook({ op: 'create_token', user }), {
      status: 200,
      body: { tokens: 1, key: key, created: false },
    })
  })

  it('refuses a second token for the same user', async () => {
    const { username: user, password } = await newUser('bulk_create')
    const key = await tokenOf({ username: user, password })
    expectAnswer(await hook({ op: 'second_token', user }), {
      status: 200,
      body: { refused: true, tokens: 1, key: key },
    })
  })

  it('keeps the tokens of other users when one is deleted', async () => {
    const [alice, bob] = [await newUser('bulk_create'), await newUser('bulk_create')]
    const key = await tokenOf(bob)
    await tokenOf(alice)
    await hook({ op: 'delete_token', user: alice.username })
    expectAnswer(await hook({ op: 'token', user: bob.username }), {
      status: 200,
      body: { tokens: 1, key: key },
    })
  })

  it('deletes the token when its user is deleted', async () => {
    const person = await newUser('bulk_create')
    const { username: user, password } = person
    await tokenOf(person)
    await hook({ op: 'delete_user', user })
    await hook({ op: 'create_user', how: 'bulk_create', user, password })
    expectAnswer(await hook({ op: 'token', user }), { status: 200, body: { tokens: 0, key: null } })
  })

  it('stores when a token was created', async () => {
    const person = await newUser('bulk_create')
    await tokenOf(person)
    const answer = await hookIfOffered({ op: 'token_created', user: person.username })
    expectAnswer(answer, { status: 200, body: { created: A_MOMENT } })
    await letPass(60)
    // A model can read the clock of the machine, which has gone on by less than a millisecond.
    await setTimeout(2)
    const later = await newUser('bulk_create')
    await tokenOf(later)
    const { created } = answer.body as { created: string }
    expectAnswer(await hook({ op: 'token_created', user: later.username }), {
      status: 200,
      body: { created: otherThan(created, 'a moment') },
    })
  })

  it('keeps a token after a restart', async () => {
    const person = await newUser('bulk_create')
    const key = await tokenOf(person)
    await hookIfOffered({ op: 'restart' })
    expectAnswer(await hook({ op: 'token', user: person.username }), {
      status: 200,
      body: { tokens: 1, key: key },
    })
  })
})
