import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter, once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { BaseCache } from '#shared/cache/base-cache.ts'
import type { Backend } from '#shared/db/backends/backend.ts'
import { noteCaller } from './caller.ts'
import type { Calls, Operation } from './fault.ts'
import { noteOutside } from './rows.ts'

/** What one request or hook does; it is over when its answer has left. */
interface Job {
  isOver(): boolean
  /** A request's calls to the database. */
  calls?: Calls
}

const jobs = new AsyncLocalStorage<Job>()
const OPERATIONS = {
  select: 'read',
  count: 'read',
  query: 'read',
  countQuery: 'read',
  insert: 'write',
  update: 'write',
  delete: 'write',
} as const
const CACHE_METHODS = ['get', 'set', 'delete'] as const
const CHANGES = ['atomic', 'insert', 'update', 'delete'] as const

/** Work that was begun for an answer and not awaited: the answer left before it was done. */
class NotAwaited extends Error {
  override name = 'NotAwaited'
}

/** Runs what a request or hook does. */
export function runJob<T>(job: Job, work: () => T): T {
  return jobs.run(job, work)
}

/**
 * Makes a database seem as far away as one across a network: a change takes a turn of the event
 * loop. One that is not awaited then comes too late, and is refused; in the memory of this process
 * it would be made by chance.
 */
export function remote<B extends Backend>(database: B): B {
  for (const change of CHANGES) database[change] = withTurn(database[change].bind(database))
  for (const [name, operation] of Object.entries(OPERATIONS)) meetFaults(database, name, operation)
  return database
}

/** The same for a cache, which others change between a look and the change that rests on it. */
export function remoteCache(cache: BaseCache): void {
  for (const method of CACHE_METHODS) {
    const original = withTurn(cache[method].bind(cache))
    cache[method] = async (...args: unknown[]) => {
      if (method === 'set') await overtaken('set', 'get')
      const result = await original(...args)
      if (method === 'get') await overtaken('get', 'set')
      calls.emit(method)
      return result
    }
  }
}

/** So long is waited for others, in milliseconds: where one holds the key, none come. */
const PATIENCE = 60
const calls = new EventEmitter()
const slow = new Set<string>()

/** The next look at a cache and the next change take until another request is faster, if one can be. */
export async function slowCache() {
  for (const method of ['get', 'set']) slow.add(method)
  return { ok: true }
}

async function overtaken(method: string, by: string): Promise<void> {
  if (!slow.delete(method)) return
  await once(calls, by, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => {})
}

function withTurn(work: unknown): (...args: unknown[]) => Promise<never> {
  const original = work as (...args: unknown[]) => Promise<never>
  return async (...args) => {
    const job = jobs.getStore()
    // Made here, while the caller's line is on the stack.
    const late = new NotAwaited('the answer left before this was done')
    await setImmediate()
    if (job?.isOver()) throw late
    try {
      return await original(...args)
    } catch (error) {
      noteCaller(error, late)
      throw error
    }
  }
}

/** Has what was armed for a request happen to its calls. */
function meetFaults(database: object, name: string, operation: Operation): void {
  const calls = database as Record<string, (table: string, ...args: unknown[]) => Promise<unknown>>
  const original = (calls[name] as (typeof calls)[string]).bind(database)
  // Not async: while nothing happens to a call, the caller's line stays on the stack.
  calls[name] = (table, ...args) => {
    const job = jobs.getStore()
    const work = async () => {
      if (!job?.isOver()) return original(table, ...args)
      // Reported even if it is caught: the call was not awaited.
      const late = new NotAwaited('the answer left before this was done')
      noteOutside(late)
      throw late
    }
    return job?.calls?.meet({ operation, table }, work) ?? original(table, ...args)
  }
}
