import { ObjectDoesNotExist } from '../exceptions.ts'
import { getDatabase, registerModel } from './apps.ts'
import { Model, type ModelClass } from './model.ts'
import { ModelTable } from './model-table.ts'
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
  readonly #rows: ModelTable<M>

  constructor(model: ModelClass<M>) {
    this.model = model
    this.#rows = new ModelTable(model)
    registerModel(model)
  }

  /** Every row, in the order of creation. */
  all(): Promise<M[]> {
    return getDatabase().read(() => this.#rows.select({}))
  }

  /** The rows with these values. */
  filter(where: Values<M>): Promise<M[]> {
    return getDatabase().read(() => this.#rows.select(this.#rows.columns(where)))
  }

  /** The row with these values, or undefined. */
  find(where: Values<M>): Promise<M | undefined> {
    return getDatabase().read(() => this.#rows.select(this.#rows.columns(where))[0])
  }

  /** How many rows there are. */
  count(): Promise<number> {
    return getDatabase().read(() => this.#rows.size)
  }

  /**
   * Stores a new row and sends `postSave` with `created: true`.
   *
   * @throws IntegrityError when a value is missing, of the wrong kind or taken; nothing is stored
   */
  async create(values: Values<M>): Promise<M> {
    return getDatabase().atomic(async () => {
      const instance = this.#rows.insert(this.#rows.columns(values))
      await postSave.send({ sender: this.model, instance, created: true })
      return instance
    })
  }

  /** Stores many new rows at once; no signal is sent. */
  async bulkCreate(rows: Values<M>[]): Promise<M[]> {
    return getDatabase().atomic(async () =>
      rows.map((values) => this.#rows.insert(this.#rows.columns(values))),
    )
  }

  /** The row with these values and `false`, or else a new row and `true`. */
  async getOrCreate(where: Values<M>): Promise<[instance: M, created: boolean]> {
    return getDatabase().atomic(async () => {
      const found = await this.find(where)
      return found ? [found, false] : [await this.create(where), true]
    })
  }

  /** Stores changes to a row and sends `postSave` with `created: false`. */
  async save(instance: M, changes: Values<M>): Promise<M> {
    return getDatabase().atomic(async () => {
      const [saved] = this.#rows.replace(this.#rows.identity(instance), this.#rows.columns(changes))
      if (!saved) throw new ObjectDoesNotExist(`the row is gone from ${this.model.table}`)
      await postSave.send({ sender: this.model, instance: saved, created: false })
      return saved
    })
  }

  /** Changes all rows with these values and tells how many; no signal is sent. */
  async update(where: Values<M>, changes: Values<M>): Promise<number> {
    return getDatabase().atomic(
      async () => this.#rows.replace(this.#rows.columns(where), this.#rows.columns(changes)).length,
    )
  }

  /** Deletes a row, or all rows with these values, with what refers to them; tells how many. */
  async delete(which: M | Values<M>): Promise<number> {
    const where = which instanceof Model ? this.#rows.identity(which) : this.#rows.columns(which)
    if (Object.keys(where).length === 0) throw new TypeError('delete() must be told which rows')
    return getDatabase().atomic(async () => this.#rows.remove(where))
  }
}
