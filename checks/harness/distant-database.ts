import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Adapter } from 'lowdb'
import { Database } from '#shared/db/backends/lowdb/database.ts'
import type { Stored } from '#shared/db/backends/lowdb/stored.ts'

/** What one request or hook does; it is over when its answer has left. */
interface Job {
  isOver(): boolean
}

const jobs = new AsyncLocalStorage<Job>()

/** Work that was begun for an answer and not awaited: the answer left before it was done. */
class NotAwaited extends Error {
  override name = 'NotAwaited'
}

/** Runs what a request or hook does. */
export function runJob<T>(job: Job, work: () => T): T {
  return jobs.run(job, work)
}

/**
 * Opens a database that seems as far away as one across a network: a change takes a turn of the
 * event loop. One that nobody awaits then comes too late, and is refused; in the memory of this
 * process it would be made by chance.
 */
export async function openDistant(adapter?: Adapter<Stored>): Promise<Database> {
  const database = await Database.open(adapter)
  const { atomic } = database
  database.atomic = async (work) => {
    const job = jobs.getStore()
    // Made here, while the caller's line is on the stack.
    const late = new NotAwaited('the answer left before this was done')
    await setImmediate()
    if (job?.isOver()) throw late
    return atomic.call(database, work) as ReturnType<typeof work>
  }
  return database
}
