import { availableParallelism } from 'node:os'
import bcrypt from 'bcryptjs'
import { Tinypool } from 'tinypool'
import { ServiceUnavailable } from '../exceptions.ts'

/** Up to this cost a hash takes a few milliseconds: handing it to a thread would take longer. */
const CHEAP = 5
/** At cost 10 and with one thread, the last of so many waits for ten seconds. */
export const MAX_WAITING = 128
/** What a client that was sent away is told to wait, in seconds. */
const RETRY_AFTER = 5

let pool: Tinypool | undefined

/**
 * Hashes in threads beside this one, so that a login does not hold up every other request.
 *
 * @throws ServiceUnavailable when too many wait already: a queue without end would fill the memory
 */
export async function bcryptHash(text: string, cost: number): Promise<string> {
  if (cost <= CHEAP) return bcrypt.hash(text, cost)
  return inThread({ text, cost })
}

/** Tells, in a thread beside this one, whether the hash is that of the text. */
export async function bcryptCompare(text: string, hash: string): Promise<boolean> {
  if (bcrypt.getRounds(hash) <= CHEAP) return bcrypt.compare(text, hash)
  return inThread({ text, hash })
}

async function inThread<T>(task: object): Promise<T> {
  pool ??= new Tinypool({
    filename: new URL('./hash-worker.mjs', import.meta.url).href,
    minThreads: 1,
    // One processor is left to the thread that answers.
    maxThreads: Math.max(1, availableParallelism() - 1),
    execArgv: [],
  })
  if (pool.queueSize >= MAX_WAITING) throw new ServiceUnavailable(RETRY_AFTER)
  return pool.run(task)
}
