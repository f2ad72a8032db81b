import {
  createHash,
  getRandomValues,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  webcrypto,
} from 'node:crypto'
import { expect, it } from 'vitest'
import { randomBytesIn } from './key-randomness.ts'

let count = 0
const sha1 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const digitsBelow = (end: number) =>
  Array.from({ length: 40 }, () => randomInt(end).toString(16)).join('')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

it.for<[string, () => string]>([
  ['20 bytes as hexadecimal digits', () => hex(randomBytes(20))],
  ['a hash of 32 bytes', () => sha1(randomBytes(32))],
  ['a hash of 20 bytes and a counter', () => sha1(randomBytes(20), String(count++))],
  ['two UUIDs', () => (randomUUID() + randomUUID()).replaceAll('-', '').slice(0, 40)],
  ['40 random digits', () => digitsBelow(16)],
  ['the web interface', () => hex(webcrypto.getRandomValues(new Uint8Array(20)))],
  ['the web interface by its name', () => hex(getRandomValues(new Uint8Array(20)))],
  ['a filled buffer', () => hex(randomFillSync(Buffer.alloc(20)))],
])('finds 20 bytes or more in %s', async ([, makeKey]) => {
  expect(await randomBytesIn(async () => makeKey())).toBeGreaterThanOrEqual(20)
})

it.for<[string, () => string]>([
  ['a hash of four bytes', () => sha1(randomBytes(4))],
  ['a hash of the time', () => sha1(String(performance.now()))],
  ['a hash of a counter', () => sha1(`${process.pid}-${count++}`)],
  ['a prefix from before and a counter', () => sha1('prefix', String(count++))],
  ['20 bytes of which two are kept', () => hex(randomBytes(20)).slice(0, 4).padEnd(40, '0')],
  ['digits without the last one', () => digitsBelow(15)],
  ['decimal digits', () => digitsBelow(10)],
  [
    'a UUID and the time',
    () => randomUUID().replaceAll('-', '') + Date.now().toString(16).slice(-8),
  ],
  ['Math.random', () => sha1(String(Math.random()))],
])('finds fewer in %s', async ([, makeKey]) => {
  expect(await randomBytesIn(async () => makeKey())).toBeLessThan(20)
})

it('restores the real source', async () => {
  await randomBytesIn(async () => hex(randomBytes(20)))
  expect(hex(randomBytes(8))).not.toBe(hex(randomBytes(8)))
  expect(randomUUID()).not.toBe(randomUUID())
})
