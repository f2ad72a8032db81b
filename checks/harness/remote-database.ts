import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter, once } from 'node:events'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { BaseCache } from '#shared/cache/base-cache.ts'
import type { Backend } from '#shared/db/backends/backend.ts'
import { noteCaller } from './caller.ts'
import type { Calls, Operation } from './fault.ts'
import { noteOutside } from './outside.ts'

/** The work of one request or hook. It ends when the response has been sent. */
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

/** Work that was not awaited: the response was sent before it finished. */
class NotAwaited extends Error {
  override name = 'NotAwaited'
}

/** Runs the work of a request or hook. */
export function runJob<T>(job: Job, work: () => T): T {
  return jobs.run(job, work)
}

/**
 * Makes a database behave as over a network: a change takes a turn of the event
 * loop. A change that is not awaited is then too late, and is refused. In memory, it would
 * succeed by chance.
 */
export function remote<B extends Backend>(database: B): B {
  for (const change of CHANGES) database[change] = withTurn(database[change].bind(database))
  for (const [name, operation] of Object.entries(OPERATIONS)) meetFaults(database, name, operation)
  return database
}

/** The same for a cache: another request can change it between a read and a write. */
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

/** How long to wait for other requests, in milliseconds. If one holds the key, none come. */
const PATIENCE = 60
const calls = new EventEmitter()
const slow = new Set<string>()

/** Delays the next read and the next write of a cache until another request is faster, if possible. */
export async function slowCache() {
  for (const method of ['get', 'set']) slow.add(method)
  return { ok: true }
}

async function overtaken(method: string, by: string): Promise<void> {
  if (!slow.delete(method)) return
  await once(calls, by, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => {})
}

/**
 * Takes a turn of the event loop.
 *
 * @throws NotAwaited if the response of the request has been sent since
 */
export async function inTurn(): Promise<void> {
  const job = jobs.getStore()
  // Created here, while the caller's line is on the stack.
  const late = new NotAwaited('the answer left before this was done')
  await setImmediate()
  if (!job?.isOver()) return
  // Reported even if it is caught.
  noteOutside(late)
  throw late
}

function withTurn(work: unknown): (...args: unknown[]) => Promise<never> {
  const original = work as (...args: unknown[]) => Promise<never>
  return async (...args) => {
    const job = jobs.getStore()
    // Created here, while the caller's line is on the stack.
    const late = new NotAwaited('the answer left before this was done')
    await setImmediate()
    if (job?.isOver()) throw late
    try {
      const result = await original(...args)
      // The client must not have its response before the change is committed.
      if (job?.isOver()) noteOutside(late)
      return result
    } catch (error) {
      noteCaller(error, late)
      throw error
    }
  }
}

let isDelayed = false
/** How long comparing a password takes, in milliseconds. In production, it takes longer. */
const HASH_TIME = 2

/**
 * Makes each read take a turn, and each comparison of a password some time, from now on. Concurrent
 * requests then interleave.
 */
export function delayCalls(): void {
  isDelayed = true
}

/** Waits as long as a comparison of a password takes, if reads are delayed. */
export async function beOvertaken(): Promise<void> {
  if (isDelayed) await setTimeout(HASH_TIME)
}

/** Applies the armed fault of a request to its calls. */
function meetFaults(database: object, name: string, operation: Operation): void {
  const calls = database as Record<string, (table: string, ...args: unknown[]) => Promise<unknown>>
  const original = (calls[name] as (typeof calls)[string]).bind(database)
  // Not async, so that the caller's line stays on the stack of an unaffected call.
  calls[name] = (table, ...args) => {
    const job = jobs.getStore()
    const work = async () => {
      if (!job?.isOver()) return original(table, ...args)
      // Reported even if it is caught: the call was not awaited.
      const late = new NotAwaited('the answer left before this was done')
      noteOutside(late)
      throw late
    }
    const met = job?.calls?.meet({ operation, table }, work)
    if (met) return met
    const takesTurn = isDelayed && operation === 'read' && job?.calls
    return takesTurn
      ? setImmediate().then(() => original(table, ...args))
      : original(table, ...args)
  }
}
