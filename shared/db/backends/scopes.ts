import { Context } from '../../context.ts'
import { OperationalError } from './errors.ts'
import { Mutex } from './mutex.ts'

/** The time limit for the work of an `atomic`, in milliseconds: others wait for it. */
const TIME_LIMIT = 10_000

/** A running `atomic`, possibly inside another one. */
export interface Scope<T> {
  readonly transaction: T
  readonly parent: Scope<T> | undefined
  /** Calls inside it run one after another, so that each can be rolled back alone. */
  readonly turns: Mutex
  ended: boolean
  /** The work took too long, and was rolled back. */
  expired: boolean
}

/** Knows in which `atomic` of a backend the caller runs. */
export class Scopes<T> {
  readonly #innermost = new Context<Scope<T>>()
  readonly #timeLimit: number

  constructor(timeLimit = TIME_LIMIT) {
    this.#timeLimit = timeLimit
  }

  /**
   * The innermost scope that has not ended.
   *
   * @throws OperationalError if it took too long and was rolled back
   */
  get current(): Scope<T> | undefined {
    let innermost: Scope<T> | undefined
    for (let scope = this.#innermost.get(); scope; scope = scope.parent) {
      if (scope.expired) throw tooLong(this.#timeLimit)
      if (!scope.ended) innermost ??= scope
    }
    return innermost
  }

  /** Runs `work` in its own scope, and waits for calls that `work` did not await. */
  async run<R>(transaction: T, parent: Scope<T> | undefined, work: () => Promise<R>): Promise<R> {
    const turns = new Mutex()
    const scope = { transaction, parent, turns, ended: false, expired: false }
    return this.#innermost.run(scope, async () => {
      try {
        return await work()
      } finally {
        while (!turns.idle) await turns.run(async () => {})
        scope.ended = true
      }
    })
  }

  /** Runs `work` in an outermost scope, with the time limit. */
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
        outermost = this.#innermost.get()
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
    `the work inside atomic() took longer than ${limit / 1000} seconds, and was rolled back`,
  )
}
