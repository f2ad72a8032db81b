import { IntegrityError } from '../../errors.ts'

/** A stored row: column names and JSON values. */
export type Row = Readonly<Record<string, unknown>>

/** How a table is built: its columns, and which of them find rows. */
export interface Schema {
  columns: string[]
  primaryKey: string
  /** The table counts the primary key up by itself. */
  autoIncrement: boolean
  /** Columns in which no value comes twice. */
  unique: string[]
  /** Columns that are looked up and may repeat a value. */
  indexed: string[]
}

/** What a table looks like in the file. */
export interface StoredTable {
  schema: Schema
  nextId: number
  rows: Row[]
}

/** The rows of one model, with an index for each column that is looked up. */
export class Table {
  readonly name: string
  readonly schema: Schema
  nextId: number
  readonly #rows = new Map<unknown, Row>()
  readonly #unique: Map<string, Map<unknown, Row>>
  readonly #indexed: Map<string, Map<unknown, Set<Row>>>

  constructor(name: string, stored: StoredTable) {
    this.name = name
    this.schema = stored.schema
    this.nextId = stored.nextId
    this.#unique = new Map(stored.schema.unique.map((column) => [column, new Map()]))
    this.#indexed = new Map(stored.schema.indexed.map((column) => [column, new Map()]))
    for (const row of stored.rows) this.insert(row)
  }

  get size(): number {
    return this.#rows.size
  }

  /** The row with this primary key. */
  get(key: unknown): Row | undefined {
    return this.#rows.get(key)
  }

  rows(): Row[] {
    return [...this.#rows.values()]
  }

  /** The rows with these values, through an index if one of the columns has one. */
  select(where: Row): Row[] {
    const columns = Object.keys(where)
    const rows = this.#candidates(where, columns)
    return rows.filter((row) => columns.every((column) => row[column] === where[column]))
  }

  #candidates(where: Row, columns: string[]): Row[] {
    for (const column of columns) {
      const unique = this.#unique.get(column)
      if (unique) {
        const row = unique.get(where[column])
        return row ? [row] : []
      }
    }
    for (const column of columns) {
      const indexed = this.#indexed.get(column)
      if (indexed) return [...(indexed.get(where[column]) ?? [])]
    }
    return this.rows()
  }

  /** @throws IntegrityError when a unique value is taken; the table is then unchanged */
  insert(row: Row): void {
    const { primaryKey, autoIncrement } = this.schema
    this.#refuseDuplicates(row)
    this.#rows.set(row[primaryKey], row)
    this.#addToIndexes(row)
    if (autoIncrement) this.nextId = Math.max(this.nextId, Number(row[primaryKey]) + 1)
  }

  /** Puts `row` in the place of `previous`, which has the same primary key. */
  replace(previous: Row, row: Row): void {
    this.#refuseDuplicates(row, previous)
    this.#removeFromIndexes(previous)
    this.#rows.set(row[this.schema.primaryKey], row)
    this.#addToIndexes(row)
  }

  remove(row: Row): void {
    this.#rows.delete(row[this.schema.primaryKey])
    this.#removeFromIndexes(row)
  }

  /** Puts a removed row back where it was: rows are listed in the order of their making. */
  restore(row: Row): void {
    this.insert(row)
    if (!this.schema.autoIncrement) return
    const { primaryKey } = this.schema
    const rows = this.rows().sort((a, b) => Number(a[primaryKey]) - Number(b[primaryKey]))
    this.#rows.clear()
    for (const each of rows) this.#rows.set(each[primaryKey], each)
  }

  toJSON(): StoredTable {
    return { schema: this.schema, nextId: this.nextId, rows: this.rows() }
  }

  #refuseDuplicates(row: Row, except?: Row): void {
    for (const [column, index] of this.#unique) {
      const other = index.get(row[column])
      if (other && other !== except)
        throw new IntegrityError(`${this.name}.${column} is not unique`)
    }
  }

  #addToIndexes(row: Row): void {
    for (const [column, index] of this.#unique) index.set(row[column], row)
    for (const [column, index] of this.#indexed) {
      const rows = index.get(row[column]) ?? new Set()
      index.set(row[column], rows.add(row))
    }
  }

  #removeFromIndexes(row: Row): void {
    for (const [column, index] of this.#unique) index.delete(row[column])
    for (const [column, index] of this.#indexed) {
      const rows = index.get(row[column])
      rows?.delete(row)
      if (rows?.size === 0) index.delete(row[column])
    }
  }
}
