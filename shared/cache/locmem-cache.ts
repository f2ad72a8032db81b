import { now } from '../clock.ts'
import { BaseCache, MAX_ENTRIES } from './base-cache.ts'

/** A cache in the memory of this process. A restart clears it. */
export class LocMemCache extends BaseCache {
  readonly #maxEntries: number
  /** As JSON, so that a value changes only with `set`. The newest is last. */
  readonly #entries = new Map<string, { json: string; expires: number }>()

  constructor(maxEntries = MAX_ENTRIES) {
    super()
    this.#maxEntries = maxEntries
  }

  get size(): number {
    return this.#entries.size
  }

  override async get<T>(key: string, missing: T): Promise<T> {
    const entry = this.#entries.get(key)
    return entry && entry.expires > now().getTime() ? JSON.parse(entry.json) : missing
  }

  override async set(key: string, value: unknown, timeout: number): Promise<void> {
    this.#entries.delete(key)
    this.#entries.set(key, {
      json: JSON.stringify(value),
      expires: now().getTime() + timeout * 1000,
    })
    if (this.#entries.size > this.#maxEntries) this.#removeOldest()
  }

  /**
   * Removes a hundredth at a time, because a Map skips all deleted entries to find its first one.
   */
  #removeOldest(): void {
    let left = this.#maxEntries / 100
    for (const key of this.#entries.keys()) {
      if (left <= 0) return
      this.#entries.delete(key)
      left -= 1
    }
  }

  override async delete(key: string): Promise<void> {
    this.#entries.delete(key)
  }

  override async clear(): Promise<void> {
    this.#entries.clear()
  }

  protected override exclude<T>(_key: string, work: () => Promise<T>): Promise<T> {
    return work()
  }
}
