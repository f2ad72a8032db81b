import type { Query, Row, Schema } from '../backend.ts'
import { IntegrityError } from '../errors.ts'
import { holds } from '../kinds.ts'

/** The rows of one table in memory, indexed by primary key and by each column that is looked up. */
export class Table {
  readonly name: string
  readonly schema: Schema
  readonly primaryKey: string
  nextId = 1
  readonly #auto: boolean
  readonly #rows = new Map<unknown, Row>()
  readonly #indexes = new Map<string, Map<unknown, Row[]>>()

  constructor(name: string, schema: Schema) {
    this.name = name
    this.schema = schema
    const [key, ...others] = schema.filter(({ primaryKey }) => primaryKey)
    if (!key || others.length > 0) throw new IntegrityError(`${name} needs one primary key`)
    this.primaryKey = key.name
    this.#auto = key.auto === true
    for (const { name: column, unique, indexed } of schema) {
      if (unique || indexed) this.#indexes.set(column, new Map())
    }
  }

  get size(): number {
    return this.#rows.size
  }

  get rows(): Row[] {
    return [...this.#rows.values()]
  }

  /** The rows with these values. It uses an index if one of the columns has one. */
  select(where: Row): Row[] {
    const columns = Object.keys(where)
    const indexed = columns.find((column) => this.#indexes.has(column))
    const rows = indexed ? this.#indexes.get(indexed)?.get(where[indexed]) : this.rows
    if (!rows) return []
    const found = rows.filter((row) => columns.every((column) => row[column] === where[column]))
    // Sorting restores the order after a row was changed or rolled back.
    const { primaryKey } = this
    return this.#auto ? found.sort((a, b) => Number(a[primaryKey]) - Number(b[primaryKey])) : found
  }

  /** Uses the index that leaves the fewest rows. Returns these rows and the remaining tests. */
  narrow(where: Query['where']): [rows: readonly Row[], others: Query['where']] {
    let best: [rows: readonly Row[], others: Query['where']] | undefined
    for (const [at, [test, ...others]] of where.entries()) {
      const index = test?.is === 'equals' ? this.#indexes.get(test.column) : undefined
      if (!index || others.length > 0) continue
      const rows = index.get(test?.value) ?? []
      if (!best || rows.length < best[0].length) best = [rows, where.toSpliced(at, 1)]
    }
    return best ?? [this.rows, where]
  }

  /** The row with this primary key. */
  get(key: unknown): Row | undefined {
    return this.#rows.get(key)
  }

  /** A row without values, except a new primary key if the table counts it up. */
  newRow(): Row {
    const empty = Object.fromEntries(this.schema.map(({ name }) => [name, null]))
    return this.#auto ? { ...empty, [this.primaryKey]: this.nextId } : empty
  }

  /**
   * Replaces a row. Without `before` it adds one, and without `after` it deletes one.
   *
   * @throws IntegrityError if a value is invalid or not unique; the table is then unchanged
   */
  replace(before: Row | undefined, after: Row | undefined): void {
    const key = after?.[this.primaryKey]
    if (after) this.#refuseWrong(after, before)
    if (before && before[this.primaryKey] !== key) this.#rows.delete(before[this.primaryKey])
    if (after) this.#rows.set(key, after)
    if (after && this.#auto) this.nextId = Math.max(this.nextId, Number(key) + 1)
    for (const [column, index] of this.#indexes) {
      if (before) removeFrom(index, before[column], before)
      const others = after && index.get(after[column])
      if (others) others.push(after)
      else if (after) index.set(after[column], [after])
    }
  }

  /** Messages never contain values, which can be secrets. */
  #refuseWrong(row: Row, except?: Row): void {
    for (const column of this.schema) {
      const { name, unique } = column
      const value = row[name]
      if (!holds(column, value)) throw new IntegrityError(`${this.name}.${name} has no valid value`)
      const isOther = (other: Row) => other !== except && value !== null
      if (unique && this.#indexes.get(name)?.get(value)?.some(isOther))
        throw new IntegrityError(`${this.name}.${name} is not unique`)
    }
    if (Object.keys(row).length > this.schema.length)
      throw new IntegrityError(`${this.name} has no such column`)
  }
}

function removeFrom(index: Map<unknown, Row[]>, value: unknown, row: Row): void {
  const rows = index.get(value) ?? []
  rows.splice(rows.indexOf(row), 1)
  if (rows.length === 0) index.delete(value)
}
