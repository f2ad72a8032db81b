import { AsyncLocalStorage } from 'node:async_hooks'
import { OperationalError } from './errors.ts'
import { Mutex } from './mutex.ts'

/** How long the work of an `atomic` may take, in milliseconds: it keeps others waiting. */
const TIME_LIMIT = 10_000

/** An `atomic` that runs, inside of another one or not. */
export interface Scope<T> {
  readonly transaction: T
  readonly parent: Scope<T> | undefined
  /** What is asked inside of it takes turns, so that each part can be taken back alone. */
  readonly turns: Mutex
  ended: boolean
  /** The work took too long, and was taken back. */
  expired: boolean
}

/** Knows inside which `atomic` of a backend the caller runs. */
export class Scopes<T> {
  readonly #storage = new AsyncLocalStorage<Scope<T>>()
  readonly #timeLimit: number
  #running = 0

  constructor(timeLimit = TIME_LIMIT) {
    this.#timeLimit = timeLimit
  }

  /**
   * The innermost that has not ended.
   *
   * @throws OperationalError when it was taken back, because it took too long
   */
  get current(): Scope<T> | undefined {
    let innermost: Scope<T> | undefined
    for (let scope = this.#storage.getStore(); scope; scope = scope.parent) {
      if (scope.expired) throw tooLong(this.#timeLimit)
      if (!scope.ended) innermost ??= scope
    }
    return innermost
  }

  /** Runs `work` in a scope of its own; what it began and did not await belongs to it, too. */
  async run<R>(transaction: T, parent: Scope<T> | undefined, work: () => Promise<R>): Promise<R> {
    const turns = new Mutex()
    const scope = { transaction, parent, turns, ended: false, expired: false }
    this.#running++
    try {
      return await this.#storage.run(scope, work)
    } finally {
      while (!turns.idle) await turns.run(async () => {})
      scope.ended = true
      // On Node 20 a storage in use makes every promise of the process slower.
      if (--this.#running === 0) this.#storage.disable()
    }
  }

  /** Runs `work` in an outermost scope, but not for longer than the limit. */
  async runLimited<R>(transaction: T, work: () => Promise<R>): Promise<R> {
    let timer: NodeJS.Timeout | undefined
    let outermost: Scope<T> | undefined
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (outermost) outermost.expired = true
        reject(tooLong(this.#timeLimit))
      }, this.#timeLimit)
    })
    try {
      const done = this.run(transaction, undefined, () => {
        outermost = this.#storage.getStore()
        return work()
      })
      done.catch(() => {})
      return await Promise.race([done, expired])
    } finally {
      clearTimeout(timer)
    }
  }
}

function tooLong(limit: number): OperationalError {
  return new OperationalError(
    `the work inside atomic() took longer than ${limit / 1000} seconds, and was taken back`,
  )
}
