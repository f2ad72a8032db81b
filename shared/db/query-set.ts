import type { Manager, Values } from './manager.ts'
import type { Model } from './model.ts'
import { ModelRows } from './model-rows.ts'

/**
 * A choice of rows that is narrowed step by step, and read when it is asked for.
 *
 * What must be equal is looked up by the database; other conditions and the order are applied here.
 * https://docs.djangoproject.com/en/stable/ref/models/querysets/
 */
export class QuerySet<M extends Model> {
  readonly #manager: Manager<M>
  readonly #columns: Record<string, unknown>
  readonly #conditions: readonly ((row: M) => boolean)[]
  readonly #order: readonly string[]
  #rows: Promise<M[]> | undefined

  constructor(
    manager: Manager<M>,
    columns: Record<string, unknown> = {},
    conditions: readonly ((row: M) => boolean)[] = [],
    order: readonly string[] = [],
  ) {
    this.#manager = manager
    this.#columns = columns
    this.#conditions = conditions
    this.#order = order
  }

  /** Those of the rows that have these values. */
  filter(values: Values<M>): QuerySet<M> {
    const columns = { ...this.#columns }
    let conditions = this.#conditions
    for (const [name, value] of Object.entries(
      new ModelRows(this.#manager.model).columns(values),
    )) {
      // Asked for two values of one column: the second must not take the place of the first.
      if (Object.hasOwn(columns, name) && columns[name] !== value) conditions = [() => false]
      columns[name] ??= value
    }
    return new QuerySet(this.#manager, columns, conditions, this.#order)
  }

  /** Those of the rows for which the condition is true. */
  filterBy(condition: (row: M) => boolean): QuerySet<M> {
    return new QuerySet(this.#manager, this.#columns, [...this.#conditions, condition], this.#order)
  }

  /** The same rows by these fields; `-` before a name turns its order round. */
  orderBy(...names: string[]): QuerySet<M> {
    return new QuerySet(this.#manager, this.#columns, this.#conditions, names)
  }

  /** All of them; read once, so that a count and a slice agree. */
  all(): Promise<M[]> {
    this.#rows ??= this.#read()
    return this.#rows
  }

  /** How many there are. */
  async count(): Promise<number> {
    return (await this.all()).length
  }

  /** Those from one place to another, the second left out. */
  async slice(start: number, end: number): Promise<M[]> {
    return (await this.all()).slice(start, end)
  }

  async #read(): Promise<M[]> {
    const rows = await this.#manager.filter(this.#columns as Values<M>)
    const chosen = rows.filter((row) => this.#conditions.every((condition) => condition(row)))
    return this.#order.length === 0 ? chosen : chosen.sort((a, b) => this.#compare(a, b))
  }

  /** The first of them, or undefined. */
  async first(): Promise<M | undefined> {
    return (await this.all())[0]
  }

  #compare(a: M, b: M): number {
    for (const term of this.#order) {
      const name = term.replace(/^-/, '') as keyof M
      const order = compareValues(a[name], b[name])
      if (order !== 0) return term.startsWith('-') ? -order : order
    }
    return 0
  }
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b)
  // `12:00:00Z` is before `12:00:00.5Z`, though `Z` comes after the point.
  return MOMENT.test(a) && MOMENT.test(b)
    ? compareTexts(a.slice(0, -1), b.slice(0, -1))
    : compareTexts(a, b)
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** By code point, as databases do. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** The halves of a surrogate pair stand for what comes after U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
