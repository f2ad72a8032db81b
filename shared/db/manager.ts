import { ObjectDoesNotExist } from '../exceptions.ts'
import { getDatabase, registerModel } from './apps.ts'
import type { Query, Row } from './backends/backend.ts'
import { IntegrityError } from './backends/errors.ts'
import { Model, type ModelClass } from './model.ts'
import { ModelRows } from './model-rows.ts'
import { postSave } from './signals.ts'

/** Values of a row; a reference may be given as `userId: 1` or as `user: alice`. */
export type Values<M extends Model> = Partial<M> & {
  [K in keyof M as K extends `${infer Name}Id` ? Name : never]?: { readonly id: number | null }
}

/**
 * The way to a model's rows. Everything is awaited, as with a database across a network.
 *
 * https://docs.djangoproject.com/en/stable/topics/db/managers/
 */
export class Manager<M extends Model> {
  readonly model: ModelClass<M>
  readonly #rows: ModelRows<M>

  constructor(model: ModelClass<M>) {
    this.model = model
    this.#rows = new ModelRows(model)
    registerModel(model)
  }

  /** Every row, in the order of creation. */
  all(): Promise<M[]> {
    return this.#select({})
  }

  /** The rows with these values. */
  filter(where: Values<M>): Promise<M[]> {
    return this.#select(where)
  }

  /** The row with these values, or undefined. */
  async find(where: Values<M>): Promise<M | undefined> {
    return (await this.#select(where))[0]
  }

  async #select(where: Values<M>): Promise<M[]> {
    const rows = await getDatabase().select(this.model.table, this.#rows.columns(where))
    return rows.map((row) => this.#rows.instance(row))
  }

  /** The rows that a query set asks for. */
  async query(query: Query): Promise<M[]> {
    const rows = await getDatabase().query(this.model.table, this.#rows.complete(query))
    return rows.map((row) => this.#rows.instance(row))
  }

  /** How many rows pass these tests. */
  countQuery(where: Query['where']): Promise<number> {
    return getDatabase().countQuery(this.model.table, where)
  }

  /** How many rows there are. */
  count(): Promise<number> {
    return getDatabase().count(this.model.table, {})
  }

  /**
   * Stores a new row and sends `postSave` with `created: true`.
   *
   * @throws IntegrityError when a value is missing, of the wrong kind or taken; nothing is stored
   */
  async create(values: Values<M>): Promise<M> {
    return this.#withReceivers(async () => {
      const [instance] = (await this.bulkCreate([values])) as [M]
      await postSave.send({ sender: this.model, instance, created: true })
      return instance
    })
  }

  /** Stores many new rows at once; no signal is sent. */
  async bulkCreate(values: Values<M>[]): Promise<M[]> {
    const rows = values.map((each) => this.#rows.newRow(each))
    const stored = await getDatabase().insert(this.model.table, rows)
    return stored.map((row) => this.#rows.instance(row))
  }

  /** The row with these values and `false`, or else a new row and `true`. */
  async getOrCreate(where: Values<M>): Promise<[instance: M, created: boolean]> {
    const found = await this.find(where)
    if (found) return [found, false]
    try {
      return [await this.create(where), true]
    } catch (error) {
      // Another request may have made it just now.
      const made = error instanceof IntegrityError ? await this.find(where) : undefined
      if (!made) throw error
      return [made, false]
    }
  }

  /** Stores changes to a row and sends `postSave` with `created: false`. */
  async save(instance: M, changes: Values<M>): Promise<M> {
    return this.#withReceivers(async () => {
      const [saved] = await this.#update(this.#rows.identity(instance), changes)
      if (!saved) throw new ObjectDoesNotExist(`the row is gone from ${this.model.table}`)
      await postSave.send({ sender: this.model, instance: saved, created: false })
      return saved
    })
  }

  /** One transaction for the row and what receivers do; where none listens, one statement is one already. */
  #withReceivers(work: () => Promise<M>): Promise<M> {
    return postSave.hasListeners(this.model) ? getDatabase().atomic(work) : work()
  }

  /** Changes all rows with these values and tells how many; no signal is sent. */
  async update(where: Values<M>, changes: Values<M>): Promise<number> {
    return (await this.#update(this.#rows.columns(where), changes)).length
  }

  async #update(where: Row, changes: Values<M>): Promise<M[]> {
    const rows = await getDatabase().update(this.model.table, where, this.#rows.changes(changes))
    return rows.map((row) => this.#rows.instance(row))
  }

  /** Deletes a row, or all rows with these values, with what refers to them; tells how many. */
  async delete(which: M | Values<M>): Promise<number> {
    const where = which instanceof Model ? this.#rows.identity(which) : this.#rows.columns(which)
    if (Object.keys(where).length === 0) throw new TypeError('delete() must be told which rows')
    return getDatabase().delete(this.model.table, where)
  }
}
