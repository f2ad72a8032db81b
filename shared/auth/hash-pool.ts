import { AsyncLocalStorage } from 'node:async_hooks'
import type { EventEmitter } from 'node:events'
import { availableParallelism } from 'node:os'
import bcrypt from 'bcryptjs'
import { Tinypool } from 'tinypool'
import { ClientClosedRequest, ServiceUnavailable } from '../exceptions.ts'

/** Up to this cost a hash takes a few milliseconds: handing it to a thread would take longer. */
const CHEAP = 5
/** One processor is left to the thread that answers. */
const THREADS = Math.max(1, availableParallelism() - 1)
/** At cost 10 and with one thread, the last of so many waits for ten seconds. */
export const MAX_WAITING = 128
/** What a client that was sent away is told to wait, in seconds. */
const RETRY_AFTER = 5

/** The answer that a hash is for: who closes the connection gives up the place in the queue. */
export const answering = new AsyncLocalStorage<EventEmitter & { destroyed: boolean }>()

/** What each of those who wait is to do when the turn comes, the first to come first. */
const waiting = new Set<() => void>()
let running = 0
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

/** Waits until a thread is handed over, or throws when the client goes first. */
async function turn(): Promise<void> {
  if (waiting.size >= MAX_WAITING) throw new ServiceUnavailable(RETRY_AFTER)
  const response = answering.getStore()
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
