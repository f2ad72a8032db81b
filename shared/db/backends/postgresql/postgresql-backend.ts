import { isDeepStrictEqual } from 'node:util'
import type { ReservedSql, Sql } from 'postgres'
import type { Backend, Row, Schema } from '../backend.ts'
import { IntegrityError, OperationalError } from '../errors.ts'
import { type Scope, Scopes } from '../scopes.ts'
import { translated } from './errors.ts'
import {
  canHold,
  countOnStatement,
  countStatement,
  createStatements,
  deleteStatement,
  insertStatement,
  quote,
  type Statement,
  selectStatement,
  updateStatement,
} from './statements.ts'

/** A statement takes 65,535 parameters at most. */
const ROWS_PER_STATEMENT = 1000
/** Who makes tables holds this lock; any number that others do not use. */
const MIGRATION_LOCK = 7_265_113
/** In seconds; what a stop must not wait for any longer. */
const CLOSE_TIMEOUT = 3

/** A connection on which a transaction runs. */
interface Transaction {
  sql: ReservedSql
}

/** Tables of a PostgreSQL server, which other processes use at the same time. */
export class PostgresqlBackend implements Backend {
  readonly location: string
  readonly #sql: Sql
  readonly #scopes: Scopes<Transaction>
  readonly #schemas = new Map<string, Schema>()
  #savepoints = 0

  /** @param timeLimit how long the work of an `atomic` may take, in milliseconds */
  constructor(location: string, sql: Sql, timeLimit?: number) {
    this.location = location
    this.#sql = sql
    this.#scopes = new Scopes(timeLimit)
  }

  async tables(): Promise<ReadonlyMap<string, Schema>> {
    const found = await this.#ask({
      text: `SELECT relname AS "name", obj_description(oid, 'pg_class') AS "schema" FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
      values: [],
    })
    // A table without a schema in its comment is somebody else's.
    const own = found.filter(({ schema }) => String(schema).startsWith('[{'))
    this.#schemas.clear()
    for (const { name, schema } of own) this.#schemas.set(String(name), JSON.parse(String(schema)))
    return this.#schemas
  }

  async createTable(name: string, schema: Schema): Promise<void> {
    await this.atomic(async () => {
      await this.#ask({ text: `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`, values: [] })
      const before = (await this.tables()).get(name)
      // Another process may have made it just now.
      if (isDeepStrictEqual(before, schema)) return
      if (before && (await this.count(name, {})) > 0)
        throw new OperationalError(`the table ${name} has rows`)
      const drop = before ? [`DROP TABLE ${quote(name)}`] : []
      for (const text of [...drop, ...createStatements(name, schema)])
        await this.#ask({ text, values: [] })
    })
    this.#schemas.set(name, schema)
  }

  async select(table: string, where: Row): Promise<Row[]> {
    const schema = this.#schema(table)
    if (!isPossible(schema, where)) return []
    return this.#ask(selectStatement(table, schema, where))
  }

  async count(table: string, where: Row): Promise<number> {
    if (!isPossible(this.#schema(table), where)) return 0
    const [row] = await this.#ask(countStatement(table, where))
    return Number(row?.count)
  }

  async insert(table: string, rows: readonly Row[]): Promise<Row[]> {
    const schema = this.#schema(table)
    for (const row of rows) refuseImpossible(table, schema, row)
    const counted = schema.find(({ auto, name }) => auto && rows.some((row) => name in row))
    if (!counted && rows.length <= 1) return this.#insertSome(table, schema, rows)
    return this.atomic(async () => {
      const stored: Row[] = []
      for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
        const some = rows.slice(start, start + ROWS_PER_STATEMENT)
        stored.push(...(await this.#insertSome(table, schema, some)))
      }
      if (counted) await this.#ask(countOnStatement(table, counted))
      return stored
    })
  }

  async #insertSome(table: string, schema: Schema, rows: readonly Row[]): Promise<Row[]> {
    if (rows.length === 0) return []
    return this.#change(insertStatement(table, schema, rows))
  }

  async update(table: string, where: Row, changes: Row): Promise<Row[]> {
    const schema = this.#schema(table)
    refuseImpossible(table, schema, changes)
    if (!isPossible(schema, where)) return []
    if (Object.keys(changes).length === 0) return this.select(table, where)
    return this.#change(updateStatement(table, schema, where, changes))
  }

  async delete(table: string, where: Row): Promise<number> {
    if (!isPossible(this.#schema(table), where)) return 0
    const { count } = await this.#change(deleteStatement(table, where))
    return count
  }

  async atomic<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#scopes.current
    if (outer) {
      const { transaction } = outer
      return this.#inTurn(outer, () => this.#scopes.run(transaction, outer, work))
    }
    const sql = await this.#sql.reserve().catch((error) => {
      throw translated(error)
    })
    try {
      // Not awaited: it goes out together with the first statement.
      const begun = sql.unsafe('BEGIN').execute()
      begun.catch(() => {})
      const result = await this.#scopes.runLimited({ sql }, work)
      await begun
      await sql.unsafe('COMMIT')
      return result
    } catch (error) {
      // A connection that is lost has rolled back already.
      await sql.unsafe('ROLLBACK').catch(() => {})
      throw translated(error)
    } finally {
      sql.release()
    }
  }

  /** A part of a transaction that can fail alone. */
  #inTurn<T>({ turns, transaction }: Scope<Transaction>, work: () => Promise<T>): Promise<T> {
    return turns.run(async () => {
      // Asked again: while it waited, the time may have run out.
      void this.#scopes.current
      const savepoint = `s${this.#savepoints++}`
      const { sql } = transaction
      const begun = sql.unsafe(`SAVEPOINT ${savepoint}`).execute()
      begun.catch(() => {})
      try {
        const result = await work()
        await begun
        await sql.unsafe(`RELEASE ${savepoint}`)
        return result
      } catch (error) {
        await sql.unsafe(`ROLLBACK TO ${savepoint}`).catch(() => {})
        throw error
      }
    })
  }

  #change(statement: Statement) {
    const scope = this.#scopes.current
    if (!scope) return this.#ask(statement)
    return this.#inTurn(scope, () => this.#ask(statement))
  }

  /** Every statement goes this way: inside `atomic` on the connection of the transaction. */
  async #ask({ text, values }: Statement) {
    const sql = this.#scopes.current?.transaction.sql ?? this.#sql
    try {
      return await sql.unsafe<Row[]>(text, values as never[], { prepare: true })
    } catch (error) {
      throw translated(error)
    }
  }

  #schema(table: string): Schema {
    const schema = this.#schemas.get(table)
    if (!schema) throw new OperationalError(`no such table: ${table}`)
    return schema
  }

  async close(): Promise<void> {
    await this.#sql.end({ timeout: CLOSE_TIMEOUT })
  }
}

/** Tells whether any row can have the values: the server would answer an error. */
function isPossible(schema: Schema, where: Row): boolean {
  const byName = new Map(schema.map((column) => [column.name, column]))
  return Object.entries(where).every(([name, value]) => canHold(byName.get(name), value))
}

function refuseImpossible(table: string, schema: Schema, row: Row): void {
  for (const column of schema) {
    if (column.name in row && !canHold(column, row[column.name]))
      throw new IntegrityError(`${table}.${column.name} has no valid value`)
  }
}
