import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { advanceClock, resetClock } from '../clock.ts'
import type { Backend } from '../db/backends/backend.ts'
import { openUrl } from '../db/backends/postgresql/open-url.ts'
import type { BaseCache } from './base-cache.ts'
import { DatabaseCache, type Server } from './database-cache.ts'
import { LocMemCache } from './locmem-cache.ts'

const { TEST_DATABASE_URL: url } = process.env
const open: Backend[] = []

/** A cache as another process would have. */
async function newDatabaseCache(maxEntries?: number, cullFrequency?: number): Promise<BaseCache> {
  const database = await openUrl(String(url))
  open.push(database)
  return new DatabaseCache(database as Server, maxEntries, cullFrequency)
}

type Make = (maxEntries?: number) => Promise<BaseCache>
const inMemory: Make = async (maxEntries) => new LocMemCache(maxEntries)
const inPostgresql: Make = (maxEntries) => newDatabaseCache(maxEntries, 1)
const CACHES: [name: string, make: Make][] = [['in memory', inMemory]]
if (url) CACHES.push(['in PostgreSQL', inPostgresql])

afterEach(resetClock)
afterAll(() => Promise.all(open.map((database) => database.close())))

describe.each(CACHES)('the cache %s', (_, make) => {
  async function emptyCache(maxEntries?: number): Promise<BaseCache> {
    const cache = await make(maxEntries)
    await cache.clear()
    return cache
  }

  it('keeps a value for its time, and no longer', async () => {
    const cache = await emptyCache()
    expect(await cache.get('a', 'none')).toBe('none')
    await cache.set('a', [1, 2.5], 60)
    expect(await cache.get('a', [])).toEqual([1, 2.5])
    advanceClock(59)
    expect(await cache.get('a', [])).toEqual([1, 2.5])
    advanceClock(1)
    expect(await cache.get('a', 'none')).toBe('none')
  })

  it('keeps the last value and its time', async () => {
    const cache = await emptyCache()
    await cache.set('a', 1, 10)
    await cache.set('a', 2, 100)
    advanceClock(50)
    expect(await cache.get('a', 0)).toBe(2)
  })

  it('is not affected by later changes of a value', async () => {
    const cache = await emptyCache()
    const value = [1]
    await cache.set('a', value, 60)
    value.push(2)
    const got = await cache.get<number[]>('a', [])
    got.push(3)
    expect(await cache.get('a', [])).toEqual([1])
  })

  it('distinguishes similar keys', async () => {
    const cache = await emptyCache()
    for (const key of ['a', 'A', 'a ', 'ä', 'a\u0308', '__proto__', 'x'.repeat(2000)])
      await cache.set(key, key, 60)
    for (const key of ['a', 'A', 'a ', 'ä', 'a\u0308', '__proto__', 'x'.repeat(2000)])
      expect(await cache.get(key, '')).toBe(key)
    expect(await cache.get('constructor', 'none')).toBe('none')
  })

  it('deletes one value, or all of them', async () => {
    const cache = await emptyCache()
    await cache.set('a', 1, 60)
    await cache.set('b', 2, 60)
    await cache.delete('a')
    await cache.delete('never there')
    expect([await cache.get('a', 0), await cache.get('b', 0)]).toEqual([0, 2])
    await cache.clear()
    expect(await cache.get('b', 0)).toBe(0)
  })

  it('adds a value only if there is none, and returns whether it did', async () => {
    const cache = await emptyCache()
    const added = await Promise.all([cache.add('a', 1, 60), cache.add('a', 2, 60)])
    expect(added.sort()).toEqual([false, true])
    advanceClock(60)
    expect(await cache.add('a', 3, 60)).toBe(true)
    expect(await cache.get('a', 0)).toBe(3)
  })

  it('counts correctly when many count at once', async () => {
    const cache = await emptyCache()
    const counts = await Promise.all(Array.from({ length: 20 }, () => cache.incr('n', 60)))
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })

  it('locks one key at a time, and does not block other keys', async () => {
    const cache = await emptyCache()
    const seen: string[] = []
    const work = (key: string, ms: number) =>
      cache.lock(key, async () => {
        seen.push(`${key} begins`)
        await setTimeout(ms)
        seen.push(`${key} ends`)
      })
    await Promise.all([work('a', 60), work('a', 1), work('b', 1)])
    expect(seen.filter((each) => each.startsWith('a'))).toEqual(
      Array(2).fill(['a begins', 'a ends']).flat(),
    )
    if (cache instanceof LocMemCache) expect(seen.indexOf('b ends')).toBeLessThan(3)
  })

  it('releases a key when the work fails', async () => {
    const cache = await emptyCache()
    const failing = cache.lock('a', async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await cache.lock('a', async () => 'yes')).toBe('yes')
  })

  it('stays below its limit by dropping the oldest values', async () => {
    const cache = await emptyCache(3)
    for (const key of ['a', 'b', 'c']) {
      await cache.set(key, key, 60)
      advanceClock(1)
    }
    await cache.set('a', 'again', 60)
    advanceClock(1)
    await cache.set('d', 'd', 60)
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key, null)))
    expect(left).toEqual(['again', null, 'c', 'd'])
  })
})

describe('memory', () => {
  it('stays below its limit', async () => {
    const cache = new LocMemCache(1000)
    for (let n = 0; n < 10_000; n += 1) await cache.set(`throttle_login_username_${n}`, [n], 3600)
    expect(cache.size).toBeLessThanOrEqual(1000)
    expect(await cache.get('throttle_login_username_8999', null)).toBeNull()
    expect(await cache.get('throttle_login_username_9010', null)).toEqual([9010])
  })
})

describe.skipIf(!url || url.includes('max=1'))('two processes on one database', () => {
  it('see the same values, and count together', async () => {
    const [one, other] = [await newDatabaseCache(), await newDatabaseCache()]
    await one.clear()
    await one.set('a', 1, 60)
    expect(await other.get('a', 0)).toBe(1)
    const both = Array.from({ length: 20 }, (_, at) => (at % 2 ? one : other).incr('n', 60))
    expect(Math.max(...(await Promise.all(both)))).toBe(20)
  })

  it('find values from before they started', async () => {
    await (await newDatabaseCache()).set('kept', 1, 60)
    expect(await (await newDatabaseCache()).get('kept', 0)).toBe(1)
  })

  it('delete expired values', async () => {
    const cache = await newDatabaseCache(100, 1)
    await cache.clear()
    for (const key of ['a', 'b', 'c']) await cache.set(key, 1, 60)
    advanceClock(60)
    await cache.set('d', 1, 60)
    const [row] = (await open.at(-1)?.sql?.('SELECT count(*) AS n FROM cache_table')) ?? []
    expect(Number(row?.n)).toBe(1)
  })
})
