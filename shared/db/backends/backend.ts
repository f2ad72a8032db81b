/** A stored row: column names and plain values. */
export type Row = Readonly<Record<string, unknown>>

/** What a column holds. A moment is text in UTC, as DRF writes it: `2026-01-31T12:00:00.123000Z`. */
export type Kind = 'integer' | 'text' | 'boolean' | 'moment'

/** A column of a table, and the rules that its values keep. */
export interface Column {
  name: string
  kind: Kind
  /** Identifies the row. */
  primaryKey?: true
  /** Counted up by the table, for rows that do not bring a value; none is given out twice. */
  auto?: true
  /** No two rows have the same value. */
  unique?: true
  /** Rows are looked up by it. */
  indexed?: true
  /** May be empty. */
  null?: true
  /** The table to whose primary key it leads; the row goes when the other goes. */
  references?: string
}

/** How a table is built. */
export type Schema = readonly Column[]

/** How a value is compared; `contains` ignores the case of ASCII letters, and of no others. */
export type Comparison = 'equals' | 'atLeast' | 'atMost' | 'above' | 'below' | 'contains'

/** What is asked of one column of a row. */
export interface Test {
  column: string
  is: Comparison
  value: unknown
}

/** A column by which rows are ordered: texts by code point, moments by time. */
export interface Order {
  column: string
  isDescending: boolean
}

/** Which rows, in which order, and which part of them. */
export interface Query {
  /** A row is chosen if it passes one test of each list. */
  where: readonly (readonly Test[])[]
  /** What comes first among equals is not said: the last column should be one that no two rows share. */
  order: readonly Order[]
  /** How many are passed over, and how many come after them. */
  offset?: number
  limit?: number
}

/**
 * What keeps the rows: tables, told apart by name, in which rows are found by their values.
 *
 * A change is stored, whole, before its promise resolves, and no reader sees half of one.
 * https://docs.djangoproject.com/en/stable/ref/databases/
 */
export interface Backend {
  /** Where the rows are, to be shown to people: a file, or a URL without its password. */
  readonly location: string

  /** The tables that are there. */
  tables(): Promise<ReadonlyMap<string, Schema>>

  /** Makes a table; an empty one of the same name is replaced. */
  createTable(name: string, schema: Schema): Promise<void>

  /** The rows with these values, by their primary key where the table counts it up. */
  select(table: string, where: Row): Promise<Row[]>

  /** How many rows have these values. */
  count(table: string, where: Row): Promise<number>

  /** The rows, in the order, and the part of them that the query asks for. */
  query(table: string, query: Query): Promise<Row[]>

  /** How many rows pass the tests of a query. */
  countQuery(table: string, where: Query['where']): Promise<number>

  /** Makes rows quick to find by these columns, one after the other; does nothing where they are already. */
  createIndex(table: string, columns: readonly string[]): Promise<void>

  /**
   * Adds rows and tells how they are stored.
   *
   * @throws IntegrityError when a value is missing, taken, or leads to no row; none is then stored
   */
  insert(table: string, rows: readonly Row[]): Promise<Row[]>

  /**
   * Changes the rows with these values and tells how they are now.
   *
   * @throws IntegrityError as `insert`
   */
  update(table: string, where: Row, changes: Row): Promise<Row[]>

  /** Removes the rows with these values, and those that refer to them; tells how many had the values. */
  delete(table: string, where: Row): Promise<number>

  /**
   * Runs `work` as one change: all of it is stored, or none. Inside another `atomic` it is a part
   * that can fail alone; two such parts take turns.
   */
  atomic<T>(work: () => Promise<T>): Promise<T>

  /**
   * Runs a statement in the server's own language, inside `atomic` as a part of it; only where there
   * is a server, which other processes use at the same time.
   */
  sql?(text: string, values?: unknown[]): Promise<Row[]>

  /** Waits for what is being stored, and lets go of the rows. */
  close(): Promise<void>
}
