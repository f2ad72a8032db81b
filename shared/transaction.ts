/** A unit of work: how to take its changes back, and when they are stored. */
export class Transaction {
  readonly #undo: (() => void)[] = []
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

  /** How many changes were made: a point to come back to. */
  get savepoint(): number {
    return this.#undo.length
  }

  onUndo(undo: () => void): void {
    this.#undo.push(undo)
  }

  /** Takes back, last first, what was done since the savepoint. */
  rollback(savepoint = 0): void {
    while (this.#undo.length > savepoint) this.#undo.pop()?.()
  }
}
