import { KeyedMutex } from '../db/backends/mutex.ts'

/** How many values there may be, unless it is told: with throttles' windows in them, some 50 MB. */
export const MAX_ENTRIES = 100_000

/**
 * Keeps JSON values by key for a time; what is older than its time is not there, and when there are
 * too many the oldest goes first. All that is in it may be lost.
 *
 * https://docs.djangoproject.com/en/stable/topics/cache/#basic-usage
 */
export abstract class BaseCache {
  readonly #turns = new KeyedMutex()

  /** The value of a key, or what is given for none. */
  abstract get<T>(key: string, missing: T): Promise<T>

  /** Keeps a value for so many seconds. */
  abstract set(key: string, value: unknown, timeout: number): Promise<void>

  abstract delete(key: string): Promise<void>

  /** Forgets everything. */
  abstract clear(): Promise<void>

  /**
   * Runs `work` alone among all that hold the same key, in other processes, too: nobody else reads
   * or writes between its look and its change. Inside of it no other key may be held.
   *
   * Django's cache has no such thing, and DRF's throttles do without; django-redis calls it `lock`.
   */
  lock<T>(key: string, work: () => Promise<T>): Promise<T> {
    // Here first: work that waits in this process must not keep a connection each.
    return this.#turns.run(key, () => this.exclude(key, work))
  }

  /** Runs `work` while no other process holds the key. */
  protected abstract exclude<T>(key: string, work: () => Promise<T>): Promise<T>

  /** Keeps a value if the key has none, and tells whether it did. */
  add(key: string, value: unknown, timeout: number): Promise<boolean> {
    return this.lock(key, async () => {
      if ((await this.get(key, undefined)) !== undefined) return false
      await this.set(key, value, timeout)
      return true
    })
  }

  /** Adds one to a number, or keeps a first one, and tells what it is then. */
  incr(key: string, timeout: number): Promise<number> {
    return this.lock(key, async () => {
      const value = (await this.get(key, 0)) + 1
      await this.set(key, value, timeout)
      return value
    })
  }
}
