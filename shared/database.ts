import { AsyncLocalStorage } from 'node:async_hooks'
import { type Adapter, Low, Memory } from 'lowdb'
import { applyChange, type Change } from './change.ts'
import { OperationalError } from './database-errors.ts'
import { Mutex } from './mutex.ts'
import type { Stored } from './stored.ts'
import { type Row, type Schema, type StoredTable, Table } from './table.ts'
import { Transaction } from './transaction.ts'
import { validateStored } from './validate-stored.ts'

/**
 * The transaction that the running code belongs to.
 *
 * One for all databases: Node keeps each of these for ever, and asks it at every promise.
 */
const running = new AsyncLocalStorage<Transaction>()

/**
 * The tables, and the promise that a change is stored, whole, before anybody hears of it.
 *
 * One writer at a time: what `atomic` runs is stored altogether or not at all. Changes that wait
 * for the disk at the same moment share one write (group commit).
 */
export class Database {
  readonly #low: Low<Stored>
  readonly #tables: Record<string, Table> = Object.create(null)
  readonly #writer = new Mutex()
  /** Finished and not on disk yet, oldest first. */
  #unstored: Transaction[] = []
  #flushing = false

  private constructor(low: Low<Stored>) {
    this.#low = low
    for (const [name, stored] of Object.entries(low.data.tables)) {
      this.#tables[name] = new Table(name, stored as StoredTable)
    }
    for (const change of low.data.changes) applyChange(this.#tables, change)
    low.data = this.toJSON()
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
    const transaction = running.getStore()
    if (!transaction || transaction.ended)
      throw new OperationalError('a change outside of atomic()')
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
    const outer = running.getStore()
    if (outer && !outer.ended) return runOrRollback(outer, work)
    const transaction = new Transaction()
    const [result, newest] = await this.#writer.run(async () => {
      const value = await this.#run(transaction, work)
      if (transaction.savepoint > 0) this.#unstored.push(transaction)
      return [value, this.#unstored.at(-1)] as const
    })
    this.#flush()
    await newest?.stored
    return result
  }

  async #run<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
    try {
      return await running.run(transaction, runOrRollback, transaction, work)
    } finally {
      transaction.ended = true
    }
  }

  /**
   * Reads what is stored: never half a change, nor one that may still be taken back.
   *
   * Inside `atomic` it sees what that has done so far.
   */
  async read<T>(work: () => T): Promise<T> {
    const transaction = running.getStore()
    if (transaction && !transaction.ended) return work()
    for (;;) {
      if (this.#writer.idle && this.#unstored.length === 0) return work()
      const [value, newest] = await this.#writer.run(
        async () => [work(), this.#unstored.at(-1)] as const,
      )
      const isStored = await newest?.stored.then(
        () => true,
        () => false,
      )
      if (isStored !== false) return value
    }
  }

  async #flush(): Promise<void> {
    if (this.#flushing) return
    this.#flushing = true
    while (this.#unstored.length > 0) await this.#store()
    this.#flushing = false
  }

  /** Writes everything that is finished now; if that fails, memory goes back to what is stored. */
  async #store(): Promise<void> {
    let batch: Transaction[] = []
    let written: Promise<void> = Promise.resolve()
    // Handed over between two transactions, so that none is stored by half; written beside the next.
    await this.#writer.run(async () => {
      batch = [...this.#unstored]
      this.#low.data.changes = batch.flatMap(({ changes }) => changes)
      written = this.#low.write()
      written.catch(() => {})
    })
    try {
      await written
      this.#unstored.splice(0, batch.length)
      for (const transaction of batch) transaction.resolve()
    } catch (error) {
      await this.#writer.run(async () => this.#rollbackUnstored(error))
    }
  }

  /** Later changes may rest on those that could not be stored, so all of them go, last first. */
  #rollbackUnstored(error: unknown): void {
    const lost = this.#unstored
    this.#unstored = []
    for (const transaction of lost.toReversed()) transaction.rollback()
    for (const transaction of lost) transaction.reject(error)
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
