import { AsyncLocalStorage } from 'node:async_hooks'
import { type Adapter, Low, Memory } from 'lowdb'
import { OperationalError } from './database-errors.ts'
import { Mutex } from './mutex.ts'
import { type Row, type Schema, type StoredTable, Table } from './table.ts'
import { Transaction } from './transaction.ts'

/** What the adapter keeps: every table, by name. */
export interface Stored {
  version: 1
  tables: Record<string, StoredTable | Table>
}

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
  readonly #current = new AsyncLocalStorage<Transaction>()
  #unstored: Transaction[] = []
  #flushing = false

  private constructor(low: Low<Stored>) {
    this.#low = low
    for (const [name, stored] of Object.entries(low.data.tables)) {
      this.#tables[name] = new Table(name, stored as StoredTable)
    }
    low.data = { version: 1, tables: this.#tables }
  }

  /**
   * Opens what the adapter keeps; without an adapter, an empty database in memory.
   *
   * @throws OperationalError when the adapter cannot read its file
   */
  static async open(adapter: Adapter<Stored> = new Memory()): Promise<Database> {
    const low = new Low<Stored>(adapter, { version: 1, tables: {} })
    await low.read()
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
    return this.#low.data
  }

  /** Adds an empty table; one of the same name is replaced. */
  createTable(name: string, schema: Schema): Promise<void> {
    return this.atomic(async () => {
      const previous = this.#tables[name]
      this.#tables[name] = new Table(name, { schema, nextId: 1, rows: [] })
      this.#transaction.onUndo(() => {
        if (previous) this.#tables[name] = previous
        else delete this.#tables[name]
      })
    })
  }

  /** Adds a row; must run inside `atomic`, as the next two. */
  insert(table: Table, row: Row): void {
    const { nextId } = table
    table.insert(row)
    this.#transaction.onUndo(() => {
      table.remove(row)
      table.nextId = nextId
    })
  }

  replace(table: Table, previous: Row, row: Row): void {
    table.replace(previous, row)
    this.#transaction.onUndo(() => table.replace(row, previous))
  }

  remove(table: Table, row: Row): void {
    table.remove(row)
    this.#transaction.onUndo(() => table.restore(row))
  }

  get #transaction(): Transaction {
    const transaction = this.#current.getStore()
    if (!transaction) throw new OperationalError('a change outside of atomic()')
    return transaction
  }

  /**
   * Runs `work` as one change: all of it is stored, or none. Inside another `atomic` it joins that.
   *
   * Resolves when the change, and all that it may have read, is stored.
   */
  async atomic<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#current.getStore()
    if (outer) return runOrRollback(outer, work)
    const transaction = new Transaction()
    const [result, newest] = await this.#writer.run(async () => {
      const value = await this.#current.run(transaction, runOrRollback, transaction, work)
      if (transaction.savepoint > 0) this.#unstored.push(transaction)
      return [value, this.#unstored.at(-1)] as const
    })
    this.#flush()
    await newest?.stored
    return result
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
    // Serialised between two transactions, so that none is stored by half; written beside the next.
    await this.#writer.run(async () => {
      batch = [...this.#unstored]
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
    transaction.rollback(savepoint)
    throw error
  }
}
