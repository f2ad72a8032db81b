import type { Row } from '../backend.ts'
import type { Table } from './table.ts'

/** A unit of work: what it changed, how to take that back, and whether it is stored. */
export class Transaction {
  /** What a storage appends: in JSON, the table, the primary key before, and the row after. */
  readonly lines: string[] = []
  readonly #undo: (() => void)[] = []
  /** In bytes, at most. */
  size = 0
  adds = false
  /** True when it is on disk, false when it was taken back because of `error`. */
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
    // What cannot be written must fail here, before anything is touched.
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

  /** Takes back, last first, what was done since the savepoint. */
  rollback(savepoint = 0): void {
    while (this.lines.length > savepoint) {
      this.lines.pop()
      this.#undo.pop()?.()
    }
  }
}
