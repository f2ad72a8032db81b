import type { Comparison, Order, Query, Test } from './backends/backend.ts'
import type { Manager, Values } from './manager.ts'
import type { Model } from './model.ts'
import { ModelRows } from './model-rows.ts'

/** Conditions for rows: `{ owner: alice }`, `{ createdAt__gte: time }`, `{ title__icontains: 'milk' }`. */
export type Lookups<M extends Model> = Values<M> & {
  [K in keyof M & string as `${K}__${Lookup}`]?: M[K]
}

type Lookup = keyof typeof COMPARISONS

const COMPARISONS = {
  gte: 'atLeast',
  lte: 'atMost',
  gt: 'above',
  lt: 'below',
  icontains: 'contains',
} as const satisfies Record<string, Comparison>

function comparisonOf(lookup: string): Comparison | undefined {
  return Object.hasOwn(COMPARISONS, lookup) ? COMPARISONS[lookup as Lookup] : undefined
}

/**
 * A query for rows, which you can narrow step by step. It runs when you read its rows.
 *
 * https://docs.djangoproject.com/en/stable/ref/models/querysets/
 */
export class QuerySet<M extends Model> {
  readonly #manager: Manager<M>
  readonly #where: Query['where']
  readonly #order: readonly Order[]

  constructor(manager: Manager<M>, where: Query['where'] = [], order: readonly Order[] = []) {
    this.#manager = manager
    this.#where = where
    this.#order = order
  }

  /** Keeps the rows for which all of these conditions are true. */
  filter(lookups: Lookups<M>): QuerySet<M> {
    const each = this.#tests(lookups).map((test) => [test])
    return new QuerySet(this.#manager, [...this.#where, ...each], this.#order)
  }

  /** Keeps the rows for which at least one of these conditions is true. */
  filterAny(lookups: Lookups<M>): QuerySet<M> {
    return new QuerySet(this.#manager, [...this.#where, this.#tests(lookups)], this.#order)
  }

  /** Orders the rows by these fields. A `-` before a name means descending. */
  orderBy(...names: string[]): QuerySet<M> {
    const order = new Map<string, Order>()
    for (const name of names) {
      const [column = ''] = Object.keys(this.#columns({ [name.replace(/^-/, '')]: null }))
      // After an earlier order by the same field, all of these rows are equal.
      if (!order.has(column)) order.set(column, { column, isDescending: name.startsWith('-') })
    }
    return new QuerySet(this.#manager, this.#where, [...order.values()])
  }

  /** Returns all rows. */
  all(): Promise<M[]> {
    return this.#manager.query({ where: this.#where, order: this.#order })
  }

  /** Returns the number of rows. */
  count(): Promise<number> {
    return this.#manager.countQuery(this.#where)
  }

  /** Returns the rows from `start` to `end`, without the row at `end`. */
  async slice(start: number, end: number): Promise<M[]> {
    const part = { offset: start, limit: end - start }
    // No table has that many rows, and databases do not accept larger numbers.
    if (!Number.isSafeInteger(end) || part.limit <= 0) return []
    return this.#manager.query({ where: this.#where, order: this.#order, ...part })
  }

  /** Returns the first row, or undefined. */
  async first(): Promise<M | undefined> {
    return (await this.slice(0, 1))[0]
  }

  #tests(lookups: object): Test[] {
    return Object.entries(lookups).map(([key, value]) => {
      const [name = '', lookup] = key.split('__')
      const [[column, stored] = []] = Object.entries(this.#columns({ [name]: value }))
      const is = lookup === undefined ? 'equals' : comparisonOf(lookup)
      if (column === undefined || !is) throw new TypeError(`there is no lookup ${key}`)
      return { column, is, value: stored }
    })
  }

  #columns(values: object): object {
    return new ModelRows(this.#manager.model).columns(values)
  }
}
