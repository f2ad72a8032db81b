import { type Adapter, Low, Memory } from 'lowdb'
import { OperationalError } from '../../errors.ts'
import { applyChange, type Change } from './change.ts'
import { CommitQueue } from './commit-queue.ts'
import { currentTransaction, runInside } from './current-transaction.ts'
import { Mutex } from './mutex.ts'
import type { Stored } from './stored.ts'
import { type Row, type Schema, type StoredTable, Table } from './table.ts'
import { Transaction } from './transaction.ts'
import { validateStored } from './validate-stored.ts'

/**
 * The tables, and the promise that a change is stored, whole, before anybody hears of it.
 *
 * One writer at a time: what `atomic` runs is stored altogether or not at all. Changes that wait
 * for the disk at the same moment share one write (group commit).
 */
export class Database {
  readonly #tables: Record<string, Table> = Object.create(null)
  readonly #writer = new Mutex()
  readonly #commits: CommitQueue

  private constructor(low: Low<Stored>) {
    for (const [name, stored] of Object.entries(low.data.tables)) {
      this.#tables[name] = new Table(name, stored as StoredTable)
    }
    for (const change of low.data.changes) applyChange(this.#tables, change)
    low.data = this.toJSON()
    this.#commits = new CommitQueue(this.#writer, (changes) => {
      low.data.changes = changes
      return low.write()
    })
  }

  /**
   * Opens what the adapter keeps; without an adapter, an empty database in memory.
   *
   * @throws OperationalError or IntegrityError when what the adapter keeps is no database
   */
  static async open(adapter: Adapter<Stored> = new Memory()): Promise<Database> {
    const low = new Low<Stored>(adapter, { version: 1, tables: {}, changes: [] })
    await low.read()
    validateStored(low.data)
    return new Database(low)
  }

  table(name: string): Table {
    const table = this.#tables[name]
    if (!table) throw new OperationalError(`no such table: ${name}`)
    return table
  }

  findTable(name: string): Table | undefined {
    return this.#tables[name]
  }

  /** What a file holds of it. */
  toJSON(): Stored {
    return { version: 1, tables: this.#tables, changes: [] }
  }

  /** Adds an empty table; one of the same name is replaced. */
  createTable(name: string, schema: Schema): Promise<void> {
    return this.atomic(async () => {
      const previous = this.#tables[name]
      const undo = () => {
        if (previous) this.#tables[name] = previous
        else delete this.#tables[name]
      }
      const change = { create: name, schema }
      this.#change(change, () => applyChange(this.#tables, change), undo)
    })
  }

  /** Adds a row; must run inside `atomic`, as the next two. */
  insert(table: Table, row: Row): void {
    const { nextId } = table
    const undo = () => {
      table.remove(row)
      table.nextId = nextId
    }
    this.#change({ put: table.name, row }, () => table.insert(row), undo)
  }

  replace(table: Table, previous: Row, row: Row): void {
    const change = { put: table.name, row }
    this.#change(
      change,
      () => table.replace(previous, row),
      () => table.replace(row, previous),
    )
  }

  remove(table: Table, row: Row): void {
    const change = { remove: table.name, key: row[table.schema.primaryKey] }
    this.#change(
      change,
      () => table.remove(row),
      () => table.restore(row),
    )
  }

  #change(change: Change, apply: () => void, undo: () => void): void {
    const transaction = currentTransaction()
    if (!transaction) throw new OperationalError('a change outside of atomic()')
    // What cannot be written must fail here, alone, before anything is touched.
    JSON.stringify(change)
    apply()
    transaction.add(change, undo)
  }

  /**
   * Runs `work` as one change: all of it is stored, or none. Inside another `atomic` it joins that.
   *
   * Resolves when the change, and all that it may have read, is stored.
   */
  async atomic<T>(work: () => Promise<T>): Promise<T> {
    const outer = currentTransaction()
    if (outer) return runOrRollback(outer, work)
    const transaction = new Transaction()
    const [result, newest] = await this.#writer.run(async () => {
      const value = await runInside(transaction, () => runOrRollback(transaction, work))
      if (transaction.savepoint > 0) this.#commits.push(transaction)
      return [value, this.#commits.newest] as const
    })
    this.#commits.flush()
    await newest?.stored
    return result
  }

  /**
   * Reads what is stored: never half a change, nor one that may still be taken back.
   *
   * Inside `atomic` it sees what that has done so far.
   */
  async read<T>(work: () => T): Promise<T> {
    if (currentTransaction()) return work()
    for (;;) {
      if (this.#writer.idle && !this.#commits.newest) return work()
      const [value, newest] = await this.#writer.run(
        async () => [work(), this.#commits.newest] as const,
      )
      // What was read has been taken back if this fails, so it is read again.
      if (!newest || (await newest.isStored())) return value
    }
  }
}

async function runOrRollback<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  const savepoint = transaction.savepoint
  try {
    return await work()
  } catch (error) {
    // What ended without waiting for this is stored already, or taken back.
    if (!transaction.ended) transaction.rollback(savepoint)
    throw error
  }
}
