import type { Column, Join, Query, Row } from './backends/backend.ts'
import { IntegrityError } from './backends/errors.ts'
import { holds } from './backends/kinds.ts'
import { type Field, ForeignKey } from './fields.ts'
import type { Model, ModelClass } from './model.ts'

/** A field and its name: `user`, in the column `userId`. */
interface DeclaredField {
  field: Field
  name: string
  column: Column
}

/** A join, and the prototype of the instances of its rows. */
interface ModelJoin extends Join {
  prototype: object
}

/**
 * Converts between values and rows: checks values against the fields, and creates instances from
 * rows.
 */
export class ModelRows<M extends Model> {
  readonly model: ModelClass<M>
  #declared: DeclaredField[] | undefined
  readonly #byName = new Map<string, DeclaredField>()

  constructor(model: ModelClass<M>) {
    this.model = model
  }

  get #fields(): DeclaredField[] {
    if (this.#declared) return this.#declared
    const fields = Object.entries(this.model.fields())
    const declared = fields.map(([name, field]) => ({ field, name, column: field.column(name) }))
    for (const each of declared) {
      this.#byName.set(each.name, each)
      this.#byName.set(each.column.name, each)
    }
    this.#declared = declared
    return declared
  }

  /**
   * Converts `{ user: alice }` to `{ userId: 1 }`.
   *
   * @throws TypeError if there is no such field
   */
  columns(values: object): Row {
    void this.#fields
    const { table } = this.model
    const row: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) throw new TypeError(`${table}: ${name} is undefined`)
      if (value instanceof Promise) throw new TypeError(`${table}: ${name} is a promise; await it`)
      const declared = this.#byName.get(name)
      if (!declared) throw new TypeError(`${table} has no field ${name}`)
      const isObject = declared.field instanceof ForeignKey && name === declared.name
      row[declared.column.name] = isObject ? value.id : value
    }
    return row
  }

  /**
   * A row with these values and the fields' defaults. A primary key that the table counts up can be
   * missing.
   */
  newRow(values: object): Row {
    const row: Record<string, unknown> = this.columns(values)
    for (const { field, column } of this.#fields) {
      if (!Object.hasOwn(row, column.name) && !column.auto)
        row[column.name] = field.default?.() ?? null
    }
    return this.#accepted(row)
  }

  /** The columns for values that replace others. */
  changes(values: object): Row {
    return this.#accepted(this.columns(values))
  }

  /** The column and value that no other row has. */
  identity(instance: M): Row {
    return { [this.#primaryKey]: (instance as Row)[this.#primaryKey] }
  }

  get #primaryKey(): string {
    return this.#fields.find(({ column }) => column.primaryKey)?.column.name ?? ''
  }

  /** The query with the primary key as last order, so that pages do not change between requests. */
  complete(query: Query): Query {
    const column = this.#primaryKey
    if (query.order.some((order) => order.column === column)) return query
    return { ...query, order: [...query.order, { column, isDescending: false }] }
  }

  /**
   * The joins for these fields.
   *
   * @throws TypeError if one of them is no reference
   */
  joins(names: readonly string[]): ModelJoin[] {
    return names.map((name) => {
      const declared = this.#fields.find((each) => each.name === name)
      if (!(declared?.field instanceof ForeignKey))
        throw new TypeError(`${this.model.table} has no reference ${name}`)
      const { to } = declared.field
      return { name, column: declared.column.name, table: to.table, prototype: to.prototype }
    })
  }

  instance(row: Row, joins: readonly ModelJoin[] = []): M {
    const instance = Object.assign(Object.create(this.model.prototype), row)
    for (const { name, prototype } of joins) {
      if (instance[name]) instance[name] = instanceOf(prototype, instance[name])
    }
    return Object.freeze(instance)
  }

  #accepted(row: Row): Row {
    for (const { column } of this.#fields) {
      if (Object.hasOwn(row, column.name) && !holds(column, row[column.name]))
        throw new IntegrityError(`${this.model.table}.${column.name} has no valid value`)
    }
    return row
  }
}

function instanceOf(prototype: object, row: Row): object {
  return Object.freeze(Object.assign(Object.create(prototype), row))
}
