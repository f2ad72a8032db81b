import { setTimeout } from 'node:timers/promises'
import bcrypt from 'bcryptjs'
import { afterEach, describe, expect, it } from 'vitest'
import { ServiceUnavailable } from '../exceptions.ts'
import { bcryptCompare, MAX_WAITING } from './hash-pool.ts'
import { checkPassword, hashing, makePassword } from './hashers.ts'

afterEach(() => {
  hashing.cost = 10
})

describe.each([4, 6])('a password hashed at cost %i', (cost) => {
  it('is recognised, and no other is', async () => {
    hashing.cost = cost
    const encoded = await makePassword('correct')
    expect(encoded).toContain(`$2b$0${cost}$`)
    expect(encoded).not.toBe(await makePassword('correct'))
    expect(await checkPassword('correct', encoded)).toBe(true)
    expect(await checkPassword('Correct', encoded)).toBe(false)
    expect(await checkPassword('', encoded)).toBe(false)
  })
})

it.each([
  ['after byte 72', `${'é'.repeat(40)}a`, `${'é'.repeat(40)}b`],
  ['after a NUL', 'secret\0a', 'secret\0b'],
])('tells passwords apart that differ %s', async (_, password, other) => {
  hashing.cost = 4
  const encoded = await makePassword(password)
  expect(await checkPassword(password, encoded)).toBe(true)
  expect(await checkPassword(other, encoded)).toBe(false)
})

it('is false without a stored password', async () => {
  hashing.cost = 4
  expect(await checkPassword('any', undefined)).toBe(false)
})

it('leaves this thread free while it hashes', async () => {
  const hash = bcrypt.hashSync('text', 4).replace('$04$', '$12$')
  let ticks = 0
  const ticking = setInterval(() => ticks++, 5)
  await bcryptCompare('text', hash)
  clearInterval(ticking)
  // A hash at cost 12 takes a quarter of a second; in this thread there would be no tick at all.
  expect(ticks).toBeGreaterThan(5)
})

it('sends away those for whom there is no room to wait, and serves the others', async () => {
  const hash = bcrypt.hashSync('text', 6)
  const asked = Array.from({ length: 2 * MAX_WAITING }, () => bcryptCompare('text', hash))
  const results = await Promise.allSettled(asked)
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(MAX_WAITING / 2)
  for (const result of refused) {
    expect((result as PromiseRejectedResult).reason).toBeInstanceOf(ServiceUnavailable)
  }
  expect(results.length - refused.length).toBeGreaterThanOrEqual(MAX_WAITING)
  await setTimeout(0)
  expect(await bcryptCompare('text', hash)).toBe(true)
})
