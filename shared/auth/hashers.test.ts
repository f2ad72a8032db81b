import { EventEmitter } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import bcrypt from 'bcryptjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ClientClosedRequest, ServiceUnavailable } from '../exceptions.ts'
import { answering, bcryptCompare, MAX_WAITING } from './hash-pool.ts'
import { checkPassword, hashing, makePassword } from './hashers.ts'

afterEach(() => {
  hashing.cost = 10
})

describe.each([4, 6])('a password hashed at cost %i', (cost) => {
  it('matches only itself', async () => {
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
])('distinguishes passwords that differ %s', async (_, password, other) => {
  hashing.cost = 4
  const encoded = await makePassword(password)
  expect(await checkPassword(password, encoded)).toBe(true)
  expect(await checkPassword(other, encoded)).toBe(false)
})

it.each([
  undefined,
  ...['', 'secret', 'bcrypt_sha256$', '!unusable', 'pbkdf2_sha256$260000$salt$hash'],
  ...['$03$', '$16$', '$31$', '$99$', '$xx$'].map(
    (cost) => `bcrypt_sha256$$2b${cost}${'a'.repeat(53)}`,
  ),
  ...[52, 54].map((length) => `bcrypt_sha256$$2b$04$${'a'.repeat(length)}`),
  `bcrypt_sha256$$2b$04$${'é'.repeat(53)}`,
])('returns false after one hash if %j is stored', async (encoded) => {
  hashing.cost = 4
  const hash = vi.spyOn(bcrypt, 'hash')
  expect(await checkPassword('any', encoded)).toBe(false)
  expect(hash.mock.calls.map(([, cost]) => cost)).toEqual([4])
  hash.mockRestore()
})

it('does not block this thread while it hashes', async () => {
  const hash = bcrypt.hashSync('text', 4).replace('$04$', '$12$')
  let ticks = 0
  const ticking = setInterval(() => ticks++, 5)
  await bcryptCompare('text', hash)
  clearInterval(ticking)
  // A hash at cost 12 takes a quarter of a second. In this thread, there would be no tick at all.
  expect(ticks).toBeGreaterThan(5)
})

it('refuses hashes when the queue is full, and finishes the others', async () => {
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

it('removes the hash of a client that has disconnected from the queue', async () => {
  const hash = bcrypt.hashSync('text', 6)
  const responses = Array.from({ length: 2 * MAX_WAITING }, () =>
    Object.assign(new EventEmitter(), { destroyed: false }),
  )
  const ask = (response: (typeof responses)[number]) =>
    answering.run(response, () => bcryptCompare('text', hash))
  const first = Promise.allSettled(responses.slice(0, MAX_WAITING).map(ask))
  for (const response of responses) {
    response.destroyed = true
    response.emit('close')
  }
  const asked = Array.from({ length: MAX_WAITING }, () => bcryptCompare('text', hash))
  expect(new Set(await Promise.all(asked))).toEqual(new Set([true]))
  await expect(ask(responses[0] as (typeof responses)[number])).resolves.toBe(true)
  const gone = (await first).filter(({ status }) => status === 'rejected')
  expect(gone.length).toBeGreaterThan(MAX_WAITING / 2)
  expect((gone[0] as PromiseRejectedResult).reason).toBeInstanceOf(ClientClosedRequest)
  expect(responses.every((response) => response.listenerCount('close') === 0)).toBe(true)
})
