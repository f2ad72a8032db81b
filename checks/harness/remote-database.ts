import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Backend } from '#shared/db/backends/backend.ts'

/** What one request or hook does; it is over when its answer has left. */
interface Job {
  isOver(): boolean
}

const jobs = new AsyncLocalStorage<Job>()
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
 * loop. One that nobody awaits then comes too late, and is refused; in the memory of this process
 * it would be made by chance.
 */
export function remote<B extends Backend>(database: B): B {
  for (const change of CHANGES) {
    const original = database[change].bind(database) as (...args: unknown[]) => Promise<never>
    database[change] = async (...args: unknown[]) => {
      const job = jobs.getStore()
      // Made here, while the caller's line is on the stack.
      const late = new NotAwaited('the answer left before this was done')
      await setImmediate()
      if (job?.isOver()) throw late
      try {
        return await original(...args)
      } catch (error) {
        throw withCaller(error, late)
      }
    }
  }
  return database
}

/** Adds to an error the lines that asked for the change: they are gone from the stack by now. */
function withCaller(error: unknown, { stack = '' }: Error): unknown {
  if (error instanceof Error) error.stack += `\n${stack.split('\n').slice(1).join('\n')}`
  return error
}
