import type { Comparison, Order, Query, Test } from './backends/backend.ts'
import type { Manager, Values } from './manager.ts'
import type { Model } from './model.ts'
import { ModelRows } from './model-rows.ts'

/** What a row must be: `{ owner: alice }`, `{ createdAt__gte: moment }`, `{ title__icontains: 'milk' }`. */
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
 * A choice of rows that is narrowed step by step; the database is asked when it is read.
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

  /** Those of the rows for which all of these are true. */
  filter(lookups: Lookups<M>): QuerySet<M> {
    const each = this.#tests(lookups).map((test) => [test])
    return new QuerySet(this.#manager, [...this.#where, ...each], this.#order)
  }

  /** Those of the rows for which one of these is true. */
  filterAny(lookups: Lookups<M>): QuerySet<M> {
    return new QuerySet(this.#manager, [...this.#where, this.#tests(lookups)], this.#order)
  }

  /** The same rows by these fields; `-` before a name turns its order round. */
  orderBy(...names: string[]): QuerySet<M> {
    const order = new Map<string, Order>()
    for (const name of names) {
      const [column = ''] = Object.keys(this.#columns({ [name.replace(/^-/, '')]: null }))
      // By a field that was named before, all of these are equal.
      if (!order.has(column)) order.set(column, { column, isDescending: name.startsWith('-') })
    }
    return new QuerySet(this.#manager, this.#where, [...order.values()])
  }

  /** All of them. */
  all(): Promise<M[]> {
    return this.#manager.query({ where: this.#where, order: this.#order })
  }

  /** How many there are. */
  count(): Promise<number> {
    return this.#manager.countQuery(this.#where)
  }

  /** Those from one place to another, the second left out. */
  async slice(start: number, end: number): Promise<M[]> {
    const part = { offset: start, limit: end - start }
    // No table has so many rows, and no database counts so far.
    if (!Number.isSafeInteger(end) || part.limit <= 0) return []
    return this.#manager.query({ where: this.#where, order: this.#order, ...part })
  }

  /** The first of them, or undefined. */
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
