import { KeyedMutex } from '../db/backends/mutex.ts'

/** The default limit of values: with the histories of throttles, about 50 MB. */
export const MAX_ENTRIES = 100_000

/**
 * Stores JSON values by key for a time. Expired values are gone, and if there are too many, the
 * oldest are dropped. All values can be lost at any time.
 *
 * https://docs.djangoproject.com/en/stable/topics/cache/#basic-usage
 */
export abstract class BaseCache {
  readonly #turns = new KeyedMutex()

  /** The value of a key, or the default. */
  abstract get<T>(key: string, missing: T): Promise<T>

  /** Stores a value for this many seconds. */
  abstract set(key: string, value: unknown, timeout: number): Promise<void>

  abstract delete(key: string): Promise<void>

  /** Deletes all values. */
  abstract clear(): Promise<void>

  /**
   * Runs `work` while no other work holds the same key, in other processes too. So no other work
   * reads or writes between its read and its write. Do not lock another key inside `work`.
   *
   * Django's cache has no lock, and DRF's throttles do not use one. django-redis has `lock`.
   */
  lock<T>(key: string, work: () => Promise<T>): Promise<T> {
    // First in this process, so that waiting work does not hold a connection each.
    return this.#turns.run(key, () => this.exclude(key, work))
  }

  /** Runs `work` while no other process holds the key. */
  protected abstract exclude<T>(key: string, work: () => Promise<T>): Promise<T>

  /** Stores a value if the key has none, and returns whether it did. */
  add(key: string, value: unknown, timeout: number): Promise<boolean> {
    return this.lock(key, async () => {
      if ((await this.get(key, undefined)) !== undefined) return false
      await this.set(key, value, timeout)
      return true
    })
  }

  /** Adds one to a number, or stores the first one, and returns it. */
  incr(key: string, timeout: number): Promise<number> {
    return this.lock(key, async () => {
      const value = (await this.get(key, 0)) + 1
      await this.set(key, value, timeout)
      return value
    })
  }
}
