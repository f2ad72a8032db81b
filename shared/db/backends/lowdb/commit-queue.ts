import type { Change } from './change.ts'
import type { Mutex } from './mutex.ts'
import type { Transaction } from './transaction.ts'

/** The transactions that are finished and not on disk yet; one write stores all that wait. */
export class CommitQueue {
  readonly #writer: Mutex
  readonly #write: (changes: Change[]) => Promise<void>
  /** Oldest first. */
  #waiting: Transaction[] = []
  #flushing = false

  /**
   * @param writer held by whoever changes the tables
   * @param write takes over the changes at once, and resolves when they are stored
   */
  constructor(writer: Mutex, write: (changes: Change[]) => Promise<void>) {
    this.#writer = writer
    this.#write = write
  }

  /** The last to be stored, and all that came before it with it. */
  get newest(): Transaction | undefined {
    return this.#waiting.at(-1)
  }

  push(transaction: Transaction): void {
    this.#waiting.push(transaction)
  }

  /** Stores what waits, until nothing does; whoever needs to know awaits the transaction. */
  async flush(): Promise<void> {
    if (this.#flushing) return
    this.#flushing = true
    while (this.#waiting.length > 0) await this.#store()
    this.#flushing = false
  }

  /** Writes everything that is finished now; if that fails, memory goes back to what is stored. */
  async #store(): Promise<void> {
    let batch: Transaction[] = []
    let written: Promise<void> = Promise.resolve()
    // Handed over between two transactions, so that none is stored by half; written beside the next.
    await this.#writer.run(async () => {
      batch = [...this.#waiting]
      written = this.#write(batch.flatMap(({ changes }) => changes))
      written.catch(() => {})
    })
    try {
      await written
      this.#waiting.splice(0, batch.length)
      for (const transaction of batch) transaction.resolve()
    } catch (error) {
      await this.#writer.run(async () => this.#rollback(error))
    }
  }

  /** Later changes may rest on those that could not be stored, so all of them go, last first. */
  #rollback(error: unknown): void {
    const lost = this.#waiting
    this.#waiting = []
    for (const transaction of lost.toReversed()) transaction.rollback()
    for (const transaction of lost) transaction.reject(error)
  }
}
