import type { Change } from './change.ts'

/** A unit of work: what it changed, how to take that back, and when it is stored. */
export class Transaction {
  readonly changes: Change[] = []
  readonly #undo: (() => void)[] = []
  /** Nothing can be added any more. */
  ended = false
  /** Resolves when the changes are on disk; rejects when they were taken back. */
  readonly stored: Promise<void>
  resolve!: () => void
  reject!: (error: unknown) => void

  constructor() {
    this.stored = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    // Whoever needs to know awaits it; nobody may, and that must not end the process.
    this.stored.catch(() => {})
  }

  /** Tells, when it is known, whether the changes are on disk. */
  async isStored(): Promise<boolean> {
    return this.stored.then(
      () => true,
      () => false,
    )
  }

  /** How many changes were made: a point to come back to. */
  get savepoint(): number {
    return this.changes.length
  }

  /** Notes a change that was made, and how to take it back. */
  add(change: Change, undo: () => void): void {
    this.changes.push(change)
    this.#undo.push(undo)
  }

  /** Takes back, last first, what was done since the savepoint. */
  rollback(savepoint = 0): void {
    while (this.#undo.length > savepoint) {
      this.#undo.pop()?.()
      this.changes.pop()
    }
  }
}
