import { createHash } from 'node:crypto'
import type { Row } from '#shared/db/backends/backend.ts'
import { decode, encode, newData } from '#shared/db/backends/lowdb/file-format.ts'
import type { Table } from '#shared/db/backends/memory/table.ts'
import { Transaction } from '#shared/db/backends/memory/transaction.ts'

/** The primary key of a row before the change, and the row after it. Null if there is none. */
type Change = [table: string, key: unknown, after: Row | null]

/**
 * The rows of a sandbox's database, from the changes that it has sent. The submission cannot claim
 * a row that was not stored, or hide one.
 */
export class KeptRows {
  #tables = new Map<string, Table>()
  /** Random primary keys: those that the table does not count up. */
  readonly keysMade: string[] = []

  /**
   * Replaces all tables, from the format of the data file.
   *
   * @throws Error if it is not valid
   */
  begin(file: string): void {
    this.#tables = decode(Buffer.from(file)).tables
  }

  /**
   * Applies the changes of one commit.
   *
   * @throws Error if they break a rule of their tables
   */
  commit(lines: string[]): void {
    const transaction = new Transaction()
    try {
      for (const line of lines) {
        const [name, key, after] = JSON.parse(line) as Change
        const table = this.#tables.get(name)
        const before = key === null ? undefined : table?.get(key)
        if (!table || (key !== null && !before)) throw new Error(`it changed no row of ${name}`)
        transaction.replace(table, before, after ? Object.freeze({ ...after }) : undefined)
      }
    } catch (error) {
      transaction.rollback()
      throw error
    }
    for (const line of lines) this.#noteKey(line)
  }

  #noteKey(line: string): void {
    const [name, before, after] = JSON.parse(line) as Change
    const key = after?.[this.#tables.get(name)?.primaryKey ?? '']
    // Keys that checks set themselves are not random.
    if (typeof key === 'string' && key !== before && !/^(.)\1*$/.test(key)) this.keysMade.push(key)
  }

  rows(table: string): Row[] {
    return this.#tables.get(table)?.rows ?? []
  }

  /** The rows with these values. */
  select(table: string, where: Row): Row[] {
    return this.#tables.get(table)?.select(where) ?? []
  }

  /** Whether no two rows of a table can have the same value in a column. */
  isUnique(table: string, column: string): boolean {
    const schema = this.#tables.get(table)?.schema ?? []
    return schema.some(({ name, unique }) => name === column && unique === true)
  }

  /** Differs for different contents. */
  digest(): string {
    const tables = [...this.#tables].map(([name, { rows }]) => [name, rows])
    return createHash('sha256').update(JSON.stringify(tables)).digest('hex')
  }

  /** All rows, in the format of the data file. */
  toFile(): string {
    return [...encode(newData(this.#tables))].join('')
  }
}
