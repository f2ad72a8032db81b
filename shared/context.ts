import { AsyncLocalStorage } from 'node:async_hooks'

/** A value that work can read wherever it continues, as Python's `contextvars`. */
export class Context<T> {
  readonly #storage = new AsyncLocalStorage<T>()
  #running = 0

  /** The value of the innermost `run` that the caller is in, or undefined. */
  get(): T | undefined {
    return this.#storage.getStore()
  }

  /** Runs `work` with this value. */
  async run<R>(value: T, work: () => R | Promise<R>): Promise<R> {
    this.#running += 1
    try {
      return await this.#storage.run(value, work)
    } finally {
      this.#running -= 1
      // On Node 20, an AsyncLocalStorage in use makes every promise of the process slower.
      if (this.#running === 0) this.#storage.disable()
    }
  }
}
