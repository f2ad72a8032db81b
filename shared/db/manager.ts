import { ObjectDoesNotExist } from '../exceptions.ts'
import { getDatabase, registerModel } from './apps.ts'
import type { Query, Row } from './backends/backend.ts'
import { IntegrityError } from './backends/errors.ts'
import { Model, type ModelClass } from './model.ts'
import { ModelRows } from './model-rows.ts'
import { postSave } from './signals.ts'

/** Values of a row. A reference can be `userId: 1` or `user: alice`. */
export type Values<M extends Model> = Partial<M> & {
  [K in keyof M as K extends `${infer Name}Id` ? Name : never]?: { readonly id: number | null }
}

/**
 * Reads and writes the rows of a model. Every method returns a promise.
 *
 * https://docs.djangoproject.com/en/stable/topics/db/managers/
 */
export class Manager<M extends Model> {
  readonly model: ModelClass<M>
  readonly #rows: ModelRows<M>
  readonly #related: readonly string[]

  /** @param related the fields whose rows are read too; see selectRelated */
  constructor(model: ModelClass<M>, rows?: ModelRows<M>, related: readonly string[] = []) {
    this.model = model
    this.#rows = rows ?? new ModelRows(model)
    this.#related = related
    if (!rows) registerModel(model)
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

  /**
   * Reads the rows together with the rows that these fields refer to, in one query.
   *
   * https://docs.djangoproject.com/en/stable/ref/models/querysets/#select-related
   */
  selectRelated(...fields: string[]): Pick<Manager<M>, 'all' | 'filter' | 'find'> {
    return new Manager(this.model, this.#rows, fields)
  }

  async #select(where: Values<M>): Promise<M[]> {
    const joins = this.#rows.joins(this.#related)
    const rows = await getDatabase().select(this.model.table, this.#rows.columns(where), joins)
    return rows.map((row) => this.#rows.instance(row, joins))
  }

  /** The rows of a query. */
  async query(query: Query): Promise<M[]> {
    const rows = await getDatabase().query(this.model.table, this.#rows.complete(query))
    return rows.map((row) => this.#rows.instance(row))
  }

  /** The number of rows that match these tests. */
  countQuery(where: Query['where']): Promise<number> {
    return getDatabase().countQuery(this.model.table, where)
  }

  /** The number of rows. */
  count(): Promise<number> {
    return getDatabase().count(this.model.table, {})
  }

  /**
   * Stores a new row and sends `postSave` with `created: true`.
   *
   * @throws IntegrityError if a value is missing, invalid or not unique; nothing is stored
   */
  async create(values: Values<M>): Promise<M> {
    return this.#withReceivers(async () => {
      const [instance] = (await this.bulkCreate([values])) as [M]
      await postSave.send({ sender: this.model, instance, created: true })
      return instance
    })
  }

  /** Stores many new rows at once. Sends no signal. */
  async bulkCreate(values: Values<M>[]): Promise<M[]> {
    const rows = values.map((each) => this.#rows.newRow(each))
    const stored = await getDatabase().insert(this.model.table, rows)
    return stored.map((row) => this.#rows.instance(row))
  }

  /** Returns the row with these values and `false`, or a new row and `true`. */
  async getOrCreate(where: Values<M>): Promise<[instance: M, created: boolean]> {
    const found = await this.find(where)
    if (found) return [found, false]
    try {
      return [await this.create(where), true]
    } catch (error) {
      // Another request can have created it in the meantime.
      const made = error instanceof IntegrityError ? await this.find(where) : undefined
      if (!made) throw error
      return [made, false]
    }
  }

  /** Stores changes to a row and sends `postSave` with `created: false`. */
  async save(instance: M, changes: Values<M>): Promise<M> {
    return this.#withReceivers(async () => {
      const [saved] = await this.#update(this.#rows.identity(instance), changes)
      if (!saved) throw new ObjectDoesNotExist(`the row no longer exists in ${this.model.table}`)
      await postSave.send({ sender: this.model, instance: saved, created: false })
      return saved
    })
  }

  /** One transaction for the row and its receivers. Without receivers, one statement is enough. */
  #withReceivers(work: () => Promise<M>): Promise<M> {
    return postSave.hasListeners(this.model) ? getDatabase().atomic(work) : work()
  }

  /** Changes all rows with these values, and returns their number. Sends no signal. */
  async update(where: Values<M>, changes: Values<M>): Promise<number> {
    return (await this.#update(this.#rows.columns(where), changes)).length
  }

  async #update(where: Row, changes: Values<M>): Promise<M[]> {
    const rows = await getDatabase().update(this.model.table, where, this.#rows.changes(changes))
    return rows.map((row) => this.#rows.instance(row))
  }

  /** Deletes a row, or all rows with these values, and all rows that refer to them. Returns how many. */
  async delete(which: M | Values<M>): Promise<number> {
    const where = which instanceof Model ? this.#rows.identity(which) : this.#rows.columns(which)
    if (Object.keys(where).length === 0)
      throw new TypeError('delete() needs the values of the rows to delete')
    return getDatabase().delete(this.model.table, where)
  }
}
