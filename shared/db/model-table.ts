import { getDatabase, getModels } from './apps.ts'
import type { Row, Table } from './backends/lowdb/table.ts'
import { IntegrityError } from './errors.ts'
import { ForeignKey } from './fields.ts'
import type { Model, ModelClass, ModelFields } from './model.ts'

/** The rows of a model: checked against its fields on the way in, instances on the way out. */
export class ModelTable<M extends Model> {
  readonly model: ModelClass<M>
  #declared: ModelFields | undefined

  constructor(model: ModelClass<M>) {
    this.model = model
  }

  get #fields(): ModelFields {
    this.#declared ??= this.model.fields()
    return this.#declared
  }

  get #table(): Table {
    return getDatabase().table(this.model.table)
  }

  get size(): number {
    return this.#table.size
  }

  /** Turns `{ user: alice }` into `{ userId: 1 }`. */
  columns(values: object): Row {
    const row: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) throw new TypeError(`${this.model.table}: ${name} is undefined`)
      if (value instanceof Promise)
        throw new TypeError(`${this.model.table}: ${name} is a promise; await it`)
      const field = this.#fields[name]
      if (field instanceof ForeignKey) row[field.columnName(name)] = value.id
      else row[name] = value
    }
    return row
  }

  /** The column and value that no other row has. */
  identity(instance: M): Row {
    const { primaryKey } = this.#table.schema
    return { [primaryKey]: (instance as Row)[primaryKey] }
  }

  select(where: Row): M[] {
    return this.#select(where).map((row) => this.#instance(row))
  }

  /** Must run inside `atomic()`, as all that follow. */
  insert(values: Row): M {
    const table = this.#table
    const row: Record<string, unknown> = {}
    for (const [name, field] of Object.entries(this.#fields)) {
      const column = field.columnName(name)
      row[column] = values[column] ?? field.default?.() ?? null
    }
    const { primaryKey, autoIncrement } = table.schema
    if (autoIncrement) row[primaryKey] = table.nextId
    this.#refuseWrongKinds(row)
    getDatabase().insert(table, row)
    return this.#instance(row)
  }

  replace(where: Row, changes: Row): M[] {
    return this.#select(where).map((previous) => {
      const row = { ...previous, ...changes }
      this.#refuseWrongKinds(row)
      getDatabase().replace(this.#table, previous, row)
      return this.#instance(row)
    })
  }

  /** Removes the rows, and the rows of other models that refer to them. */
  remove(where: Row): number {
    const rows = this.#select(where)
    for (const row of rows) {
      getDatabase().remove(this.#table, row)
      for (const model of getModels()) new ModelTable(model).#removeReferences(this.model, row)
    }
    return rows.length
  }

  #removeReferences(to: ModelClass, row: Row): void {
    if (!getDatabase().findTable(this.model.table)) return
    for (const [name, field] of Object.entries(this.#fields)) {
      if (field instanceof ForeignKey && field.to === to) {
        this.remove({ [field.columnName(name)]: row.id })
      }
    }
  }

  #select(where: Row): readonly Row[] {
    // Asked first: fields that are not declared are better news than a table that is not there.
    void this.#fields
    return this.#table.select(where)
  }

  #instance(row: Row): M {
    return Object.freeze(Object.assign(Object.create(this.model.prototype), row))
  }

  #refuseWrongKinds(row: Row): void {
    const { table } = this.model
    const fields = Object.entries(this.#fields)
    for (const [name, field] of fields) {
      const column = field.columnName(name)
      if (!field.accepts(row[column]))
        throw new IntegrityError(`${table}.${column} has no valid value`)
    }
    if (Object.keys(row).length > fields.length)
      throw new IntegrityError(`${table} has no such column`)
  }
}
