import type { EventEmitter } from 'node:events'
import { availableParallelism } from 'node:os'
import bcrypt from 'bcryptjs'
import { Tinypool } from 'tinypool'
import { Context } from '../context.ts'
import { ClientClosedRequest, ServiceUnavailable } from '../exceptions.ts'

/** Up to this cost, a hash takes a few milliseconds, and a thread would take longer. */
const CHEAP = 5
/** One processor is left for the main thread. */
const THREADS = Math.max(1, availableParallelism() - 1)
/** With cost 10 and one thread, the last of these waits for ten seconds. */
export const MAX_WAITING = 128
/** The `Retry-After` of a refused client, in seconds. */
const RETRY_AFTER = 5

/** The response that needs the hash. If its client disconnects, the hash is removed from the queue. */
export const answering = new Context<EventEmitter & { destroyed: boolean }>()

/** The waiting hashes, first come, first served. */
const waiting = new Set<() => void>()
let running = 0
let pool: Tinypool | undefined

/**
 * Hashes in other threads, so that a login does not block other requests.
 *
 * @throws ServiceUnavailable if too many wait already: an unlimited queue would fill the memory
 */
export async function bcryptHash(text: string, cost: number): Promise<string> {
  if (cost <= CHEAP) return bcrypt.hash(text, cost)
  return inThread({ text, cost })
}

/** Checks, in another thread, whether the hash belongs to the text. */
export async function bcryptCompare(text: string, hash: string): Promise<boolean> {
  if (bcrypt.getRounds(hash) <= CHEAP) return bcrypt.compare(text, hash)
  return inThread({ text, hash })
}

async function inThread<T>(task: object): Promise<T> {
  pool ??= new Tinypool({
    filename: new URL('./hash-worker.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: THREADS,
    execArgv: [],
  })
  if (running >= THREADS) await turn()
  else running += 1
  try {
    return await pool.run(task)
  } finally {
    const [next] = waiting
    if (next) next()
    else running -= 1
  }
}

/** Waits for a free thread, or throws if the client disconnects first. */
async function turn(): Promise<void> {
  if (waiting.size >= MAX_WAITING) throw new ServiceUnavailable(RETRY_AFTER)
  const response = answering.get()
  if (response?.destroyed) throw new ClientClosedRequest()
  await new Promise<void>((resolve, reject) => {
    const begin = () => {
      leave()
      resolve()
    }
    const giveUp = () => {
      leave()
      reject(new ClientClosedRequest())
    }
    const leave = () => {
      waiting.delete(begin)
      response?.off('close', giveUp)
    }
    waiting.add(begin)
    response?.once('close', giveUp)
  })
}
