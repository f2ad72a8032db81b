/** A stored row: plain values by column name. */
export type Row = Readonly<Record<string, unknown>>

/**
 * The value of a column. A moment is text in UTC, as DRF writes it: `2026-01-31T12:00:00.123000Z`.
 */
export type Kind = 'integer' | 'text' | 'boolean' | 'moment'

/** A column of a table, and the rules for its values. */
export interface Column {
  name: string
  kind: Kind
  /** Identifies the row. */
  primaryKey?: true
  /** The table counts it up for rows without a value. A number is never used again. */
  auto?: true
  /** No two rows may have the same value. */
  unique?: true
  /** Rows are looked up by it. */
  indexed?: true
  /** It can be null. */
  null?: true
  /** The table whose primary key it refers to. If that row is deleted, this row is deleted too. */
  references?: string
}

/** The columns of a table. */
export type Schema = readonly Column[]

/** A reference whose row is read too, and the name that this row gets. */
export interface Join {
  name: string
  column: string
  table: string
}

/** How a value is compared. `contains` ignores the case of ASCII letters only. */
export type Comparison = 'equals' | 'atLeast' | 'atMost' | 'above' | 'below' | 'contains'

/** A test of one column. */
export interface Test {
  column: string
  is: Comparison
  value: unknown
}

/** A column that rows are ordered by: text by code point, moments by time. */
export interface Order {
  column: string
  isDescending: boolean
}

/** Which rows to return, in which order, and which part of them. */
export interface Query {
  /** A row matches if it passes at least one test of each list. */
  where: readonly (readonly Test[])[]
  /** The order of equal rows is not defined, so the last column should be unique. */
  order: readonly Order[]
  /** How many rows to skip, and how many to return. */
  offset?: number
  limit?: number
}

/**
 * A database: tables by name, whose rows are found by their values.
 *
 * A change is stored completely before its promise resolves, and no reader sees a part of it.
 * https://docs.djangoproject.com/en/stable/ref/databases/
 */
export interface Backend {
  /** Where the rows are, to show to people: a file, or a URL without its password. */
  readonly location: string

  /** The tables of the database. */
  tables(): Promise<ReadonlyMap<string, Schema>>

  /** Creates a table. It replaces an empty table of the same name. */
  createTable(name: string, schema: Schema): Promise<void>

  /**
   * The rows with these values, ordered by primary key if the table counts it up. Each contains the
   * rows of its joins, or null for a reference that is null.
   */
  select(table: string, where: Row, joins?: readonly Join[]): Promise<Row[]>

  /** The number of rows with these values. */
  count(table: string, where: Row): Promise<number>

  /** The rows that match a query, in its order. */
  query(table: string, query: Query): Promise<Row[]>

  /** The number of rows that match the tests. */
  countQuery(table: string, where: Query['where']): Promise<number>

  /** Adds an index by these columns, unless there is one. */
  createIndex(table: string, columns: readonly string[]): Promise<void>

  /**
   * Adds rows, and returns them as they are stored.
   *
   * @throws IntegrityError if a value is missing or not unique, or refers to no row; no row is then
   * stored
   */
  insert(table: string, rows: readonly Row[]): Promise<Row[]>

  /**
   * Changes the rows with these values, and returns them as they are now.
   *
   * @throws IntegrityError as `insert`
   */
  update(table: string, where: Row, changes: Row): Promise<Row[]>

  /**
   * Deletes the rows with these values, and those that refer to them. Returns how many had the
   * values.
   */
  delete(table: string, where: Row): Promise<number>

  /**
   * Runs `work` as one change: all of it is stored, or none. An `atomic` inside another is a
   * savepoint. Several in the same one run one after another.
   */
  atomic<T>(work: () => Promise<T>): Promise<T>

  /**
   * Runs a statement in the server's own language, as part of the current `atomic`. Only servers
   * that several processes use at the same time have it.
   */
  sql?(text: string, values?: unknown[]): Promise<Row[]>

  /** Waits until all changes are stored, and closes the database. */
  close(): Promise<void>
}
