import type { Row } from '../backend.ts'
import type { Table } from './table.ts'

/** A unit of work: its changes, how to undo them, and whether they are stored. */
export class Transaction {
  /** The lines for the storage, as JSON: the table, the primary key before, and the row after. */
  readonly lines: string[] = []
  readonly #undo: (() => void)[] = []
  /** An upper limit in bytes. */
  size = 0
  adds = false
  /** True when it is on disk, false if it was rolled back because of `error`. */
  readonly stored: Promise<boolean>
  settle!: (stored: boolean) => void
  error: unknown

  constructor() {
    this.stored = new Promise((resolve) => {
      this.settle = resolve
    })
  }

  get savepoint(): number {
    return this.lines.length
  }

  get isEmpty(): boolean {
    return this.lines.length === 0
  }

  replace(table: Table, before: Row | undefined, after: Row | undefined): void {
    // A row that cannot be written as JSON must fail here, before anything changes.
    const line = JSON.stringify([table.name, before?.[table.primaryKey] ?? null, after ?? null])
    const { nextId } = table
    table.replace(before, after)
    this.lines.push(line)
    this.#undo.push(() => {
      table.replace(after, before)
      table.nextId = nextId
    })
    this.size += Buffer.byteLength(line) + 1
    this.adds ||= after !== undefined
  }

  /** Undoes the changes since the savepoint, last first. */
  rollback(savepoint = 0): void {
    while (this.lines.length > savepoint) {
      this.lines.pop()
      this.#undo.pop()?.()
    }
  }
}
