import { InsufficientStorage } from '../../../exceptions.ts'
import type { Backend, Join, Query, Row, Schema } from '../backend.ts'
import { IntegrityError, OperationalError } from '../errors.ts'
import { Mutex } from '../mutex.ts'
import { compareRows, isChosen } from '../query.ts'
import { type Scope, Scopes } from '../scopes.ts'
import { Table } from './table.ts'
import { Transaction } from './transaction.ts'

/** Stores changes outside the process. */
export interface Storage {
  /** Where it is, to show to people. */
  readonly location: string
  /** Whether commits can be appended. If not, all data has to be written first. */
  readonly isOpen: boolean
  /** Whether so much was appended that all data should be written. */
  readonly isFoldDue: boolean
  /** Whether the data can grow by this many bytes and still be read. */
  hasRoomFor(bytes: number): boolean
  /**
   * Stores changes. If the promise resolves, they survive a crash. If it rejects, they are not
   * stored.
   */
  append(changes: string[]): Promise<void>
  /** Writes all data in memory. */
  write(): Promise<void>
  close(): Promise<void>
}

/**
 * The tables in memory and, if they must survive the process, in a storage.
 *
 * There is one writer at a time. Changes that wait for the storage are stored together.
 */
export class MemoryBackend implements Backend {
  readonly data: Map<string, Table>
  readonly #storage: Storage | undefined
  readonly #writer = new Mutex()
  readonly #scopes: Scopes<Transaction>
  /** Finished transactions that are not stored yet, oldest first. */
  #waiting: Transaction[] = []
  #isWorking = false
  #isStoring = false
  #isClosed = false

  /** @param timeLimit the limit for the work of an `atomic`, in milliseconds */
  constructor(data = new Map<string, Table>(), storage?: Storage, timeLimit?: number) {
    this.data = data
    this.#storage = storage
    this.#scopes = new Scopes(timeLimit)
  }

  get location(): string {
    return this.#storage?.location ?? 'memory'
  }

  #table(name: string): Table {
    const table = this.data.get(name)
    if (!table) throw new OperationalError(`no such table: ${name}`)
    return table
  }

  tables(): Promise<ReadonlyMap<string, Schema>> {
    const schemas = () => [...this.data].map(([name, { schema }]) => [name, schema] as const)
    return this.#read(() => new Map(schemas()))
  }

  createTable(name: string, schema: Schema): Promise<void> {
    return this.#writer.run(async () => {
      const previous = this.data.get(name)
      if (previous?.size || this.#waiting.length > 0)
        throw new OperationalError(
          `${name} cannot be created: it has rows, or changes are not stored yet`,
        )
      // Ids are not used again, even if an empty table is created again.
      this.data.set(name, Object.assign(new Table(name, schema), { nextId: previous?.nextId ?? 1 }))
      await this.#storage?.write()
    })
  }

  select(table: string, where: Row, joins: readonly Join[] = []): Promise<Row[]> {
    return this.#read(() => {
      const rows = this.#table(table).select(where)
      return joins.length === 0 ? rows : rows.map((row) => this.#joined(row, joins))
    })
  }

  #joined(row: Row, joins: readonly Join[]): Row {
    const joined: Record<string, unknown> = { ...row }
    for (const { name, column, table } of joins) {
      joined[name] = this.#table(table).get(row[column]) ?? null
    }
    return joined
  }

  count(name: string, where: Row): Promise<number> {
    return this.#read(() => {
      const table = this.#table(name)
      return Object.keys(where).length === 0 ? table.size : table.select(where).length
    })
  }

  query(name: string, { where, order, offset = 0, limit }: Query): Promise<Row[]> {
    return this.#read(() => {
      const rows = this.#chosen(name, where).sort((a, b) => compareRows(a, b, order))
      return rows.slice(offset, limit === undefined ? undefined : offset + limit)
    })
  }

  countQuery(name: string, where: Query['where']): Promise<number> {
    return this.#read(() => this.#chosen(name, where).length)
  }

  #chosen(name: string, where: Query['where']): Row[] {
    const [rows, others] = this.#table(name).narrow(where)
    return others.length === 0 ? [...rows] : rows.filter((row) => isChosen(row, others))
  }

  /** Queries in memory use only indexes of single columns. */
  async createIndex(): Promise<void> {}

  insert(name: string, rows: readonly Row[]): Promise<Row[]> {
    return this.#change((transaction) => {
      const table = this.#table(name)
      return rows.map((values) => this.#put(transaction, table, undefined, values))
    })
  }

  update(name: string, where: Row, changes: Row): Promise<Row[]> {
    return this.#change((transaction) => {
      const table = this.#table(name)
      return table.select(where).map((row) => this.#put(transaction, table, row, changes))
    })
  }

  delete(name: string, where: Row): Promise<number> {
    return this.#change((transaction) => {
      const rows = this.#table(name).select(where)
      for (const row of rows) this.#remove(transaction, this.#table(name), row)
      return rows.length
    })
  }

  #put(transaction: Transaction, table: Table, before: Row | undefined, values: Row): Row {
    const row = Object.freeze({ ...(before ?? table.newRow()), ...values })
    transaction.replace(table, before, row)
    for (const { name, references = '' } of table.schema) {
      const isDangling = references && row[name] !== null && !this.#table(references).get(row[name])
      if (isDangling)
        throw new IntegrityError(`${table.name}.${name} refers to a row that does not exist`)
    }
    const isMoved = before && before[table.primaryKey] !== row[table.primaryKey]
    if (isMoved && this.#referring(table, before).length > 0)
      throw new IntegrityError(`other rows refer to a row of ${table.name}`)
    return row
  }

  #remove(transaction: Transaction, table: Table, row: Row): void {
    if (table.get(row[table.primaryKey]) !== row) return
    transaction.replace(table, row, undefined)
    for (const [other, referring] of this.#referring(table, row))
      this.#remove(transaction, other, referring)
  }

  /** The rows that refer to this one, with their tables. */
  #referring({ name, primaryKey }: Table, row: Row): [Table, Row][] {
    return [...this.data.values()].flatMap((table) => {
      const columns = table.schema.filter(({ references }) => references === name)
      const rows = columns.flatMap((column) => table.select({ [column.name]: row[primaryKey] }))
      return rows.map((each): [Table, Row] => [table, each])
    })
  }

  /** The work is synchronous, so that no other change comes between its reads and its writes. */
  async #change<T>(work: (transaction: Transaction) => T): Promise<T> {
    const scope = this.#scopes.current
    if (!scope) {
      return this.#commit(async (transaction) => {
        await this.#openStorage()
        return work(transaction)
      })
    }
    return this.#inTurn(scope, async () => {
      const { transaction } = scope
      if (transaction.isEmpty) await this.#openStorage()
      void this.#scopes.current
      return work(transaction)
    })
  }

  /** Before a change is made, because it can still fail. */
  async #openStorage(): Promise<void> {
    if (this.#storage?.isOpen === false) await this.#storage.write()
  }

  async atomic<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#scopes.current
    if (outer) return this.#inTurn(outer, () => this.#scopes.run(outer.transaction, outer, work))
    return this.#commit((transaction) => this.#scopes.runLimited(transaction, work))
  }

  async #commit<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const [result, newest] = await this.#writer.run(async () => {
      const value = await this.#run(new Transaction(), work)
      return [value, this.#waiting.at(-1)] as const
    })
    this.#storeWaiting()
    // What the work has read must be stored too, before the caller gets it.
    if (newest && !(await newest.stored)) throw newest.error
    return result
  }

  async #run<T>(
    transaction: Transaction,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    if (this.#isClosed) throw new OperationalError('the database is closed')
    if (this.#storage?.isFoldDue && this.#waiting.length === 0) await this.#writeAll()
    this.#isWorking = true
    try {
      const value = await work(transaction)
      const growth = [...this.#waiting, transaction].reduce((sum, { size }) => sum + size, 0)
      // A change that only deletes is allowed: it makes room.
      if (transaction.adds && this.#storage?.hasRoomFor(growth) === false)
        throw new InsufficientStorage()
      if (!transaction.isEmpty) this.#waiting.push(transaction)
      return value
    } catch (error) {
      transaction.rollback()
      throw error
    } finally {
      this.#isWorking = false
    }
  }

  #inTurn<T>({ turns, transaction }: Scope<Transaction>, work: () => Promise<T>): Promise<T> {
    return turns.run(async () => {
      // Repeated, because the time limit can have passed while it waited.
      void this.#scopes.current
      const savepoint = transaction.savepoint
      try {
        return await work()
      } catch (error) {
        transaction.rollback(savepoint)
        throw error
      }
    })
  }

  /**
   * Reads only stored changes, and only whole ones. Inside `atomic`, it also sees the current
   * transaction.
   */
  async #read<T>(work: () => T): Promise<T> {
    if (this.#scopes.current) return work()
    for (;;) {
      if (!this.#isWorking && this.#waiting.length === 0) return work()
      const [value, newest] = await this.#writer.run(
        async () => [work(), this.#waiting.at(-1)] as const,
      )
      // If this fails, what was read has been rolled back, so it is read again.
      if (!newest || (await newest.stored)) return value
    }
  }

  /** Stores transactions until none wait. To know whether one is stored, await its `stored`. */
  async #storeWaiting(): Promise<void> {
    if (this.#isStoring) return
    this.#isStoring = true
    while (this.#waiting.length > 0) {
      if (this.#storage?.isFoldDue) await this.#writer.run(() => this.#fold())
      else if (!(await this.#append())) await this.#writer.run(async () => this.#takeBack())
    }
    this.#isStoring = false
  }

  /** Runs as the writer, so that all data in memory is stored when the file is written. */
  async #fold(): Promise<void> {
    if (!(await this.#append())) this.#takeBack()
    else await this.#writeAll()
  }

  /** A failure is tried again later. The data is still in the old file and the log. */
  async #writeAll(): Promise<void> {
    await this.#storage?.write().catch(() => {})
  }

  /** Stores all finished transactions as one commit. Returns false if that failed. */
  async #append(): Promise<boolean> {
    const batch = [...this.#waiting]
    try {
      await this.#storage?.append(batch.flatMap(({ lines }) => lines))
    } catch (error) {
      for (const transaction of this.#waiting) transaction.error = error
      return false
    }
    this.#waiting.splice(0, batch.length)
    for (const transaction of batch) transaction.settle(true)
    return true
  }

  /**
   * Later changes can depend on those that could not be stored, so all are rolled back, last first.
   */
  #takeBack(): void {
    const lost = this.#waiting.splice(0)
    for (const transaction of lost.toReversed()) transaction.rollback()
    for (const transaction of lost) {
      transaction.error ??= lost[0]?.error
      transaction.settle(false)
    }
  }

  async close(): Promise<void> {
    await this.#writer.run(async () => {
      this.#isClosed = true
    })
    while (this.#waiting.length > 0) await this.#waiting[0]?.stored
    await this.#writer.run(async () => this.#storage?.close())
  }
}
