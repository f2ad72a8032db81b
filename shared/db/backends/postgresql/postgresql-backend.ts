import { isDeepStrictEqual } from 'node:util'
import type { Pool, PoolClient, QueryResult } from 'pg'
import type { Backend, Join, Query, Row, Schema } from '../backend.ts'
import { IntegrityError, OperationalError } from '../errors.ts'
import { Mutex } from '../mutex.ts'
import { type Scope, Scopes } from '../scopes.ts'
import { translated } from './errors.ts'
import {
  canHold,
  countOnStatement,
  countQueryStatement,
  countStatement,
  createStatements,
  deleteStatement,
  indexStatement,
  insertStatement,
  nested,
  possibleTests,
  queryStatement,
  quote,
  type Statement,
  selectStatement,
  updateStatement,
} from './statements.ts'

/** A statement takes at most 65,535 parameters. */
const ROWS_PER_STATEMENT = 1000
/** The lock for creating tables. Any number that other programs do not use. */
const MIGRATION_LOCK = 7_265_113
/** A connection with a transaction. */
class Transaction {
  readonly #client: PoolClient
  readonly #turns = new Mutex()

  constructor(client: PoolClient) {
    this.#client = client
  }

  /** Statements run one after another, even if several are sent at the same time. */
  query(statement: Statement): Promise<QueryResult<Row>> {
    return this.#turns.run(() => this.#client.query<Row>(statement))
  }
}

/** Tables on a PostgreSQL server, which other processes can use at the same time. */
export class PostgresqlBackend implements Backend {
  readonly location: string
  readonly #pool: Pool
  readonly #prepares: boolean
  readonly #scopes: Scopes<Transaction>
  readonly #schemas = new Map<string, Schema>()
  #savepoints = 0

  /** @param options.timeLimit the limit for the work of an `atomic`, in milliseconds */
  constructor(
    location: string,
    pool: Pool,
    { prepares, timeLimit }: { prepares: boolean; timeLimit?: number | undefined },
  ) {
    this.location = location
    this.#pool = pool
    this.#prepares = prepares
    this.#scopes = new Scopes(timeLimit)
  }

  async tables(): Promise<ReadonlyMap<string, Schema>> {
    const { rows: found } = await this.#ask({
      text: `SELECT relname AS "name", obj_description(oid, 'pg_class') AS "schema" FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
    })
    // A table without a schema in its comment does not belong to this API.
    const own = found.filter(({ schema }) => String(schema).startsWith('[{'))
    this.#schemas.clear()
    for (const { name, schema } of own) this.#schemas.set(String(name), JSON.parse(String(schema)))
    return this.#schemas
  }

  async createTable(name: string, schema: Schema): Promise<void> {
    await this.atomic(async () => {
      await this.#ask({ text: `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})` })
      const before = (await this.tables()).get(name)
      // Another process can have created it at the same time.
      if (isDeepStrictEqual(before, schema)) return
      if (before && (await this.count(name, {})) > 0)
        throw new OperationalError(`the table ${name} has rows`)
      const drop = before ? [`DROP TABLE ${quote(name)}`] : []
      for (const text of [...drop, ...createStatements(name, schema)]) await this.#ask({ text })
    })
    this.#schemas.set(name, schema)
  }

  async select(table: string, where: Row, joins: readonly Join[] = []): Promise<Row[]> {
    const schema = this.#schema(table)
    if (!isPossible(schema, where)) return []
    const joined = joins.map((join) => ({ ...join, schema: this.#schema(join.table) }))
    const { rows } = await this.#ask(selectStatement(table, schema, where, joined))
    return joins.length === 0 ? rows : rows.map((row) => nested(row, schema, joined))
  }

  async count(table: string, where: Row): Promise<number> {
    if (!isPossible(this.#schema(table), where)) return 0
    const { rows } = await this.#ask(countStatement(table, where))
    return Number(rows[0]?.count)
  }

  async query(table: string, query: Query): Promise<Row[]> {
    const schema = this.#schema(table)
    const where = possibleTests(schema, query.where)
    if (where.some((tests) => tests.length === 0)) return []
    return (await this.#ask(queryStatement(table, schema, { ...query, where }))).rows
  }

  async countQuery(table: string, where: Query['where']): Promise<number> {
    const possible = possibleTests(this.#schema(table), where)
    if (possible.some((tests) => tests.length === 0)) return 0
    const { rows } = await this.#ask(countQueryStatement(table, possible))
    return Number(rows[0]?.count)
  }

  async createIndex(table: string, columns: readonly string[]): Promise<void> {
    const { name, text } = indexStatement(table, this.#schema(table), columns)
    await this.atomic(async () => {
      await this.#ask({ text: `SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})` })
      const { rows } = await this.#ask({
        text: 'SELECT to_regclass($1) AS "found"',
        values: [name],
      })
      // IF NOT EXISTS would lock the table against writers, even if there is nothing to do.
      if (rows[0]?.found === null) await this.#ask({ text })
    })
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
    return (await this.#change(insertStatement(table, schema, rows))).rows
  }

  async update(table: string, where: Row, changes: Row): Promise<Row[]> {
    const schema = this.#schema(table)
    refuseImpossible(table, schema, changes)
    if (!isPossible(schema, where)) return []
    if (Object.keys(changes).length === 0) return this.select(table, where)
    return (await this.#change(updateStatement(table, schema, where, changes))).rows
  }

  async delete(table: string, where: Row): Promise<number> {
    if (!isPossible(this.#schema(table), where)) return 0
    return (await this.#change(deleteStatement(table, where))).rowCount ?? 0
  }

  async atomic<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#scopes.current
    if (outer) {
      const { transaction } = outer
      return this.#inTurn(outer, () => this.#scopes.run(transaction, outer, work))
    }
    const client = await this.#pool.connect().catch((error) => {
      throw translated(error)
    })
    const transaction = new Transaction(client)
    let isSound = true
    try {
      await transaction.query({ text: 'BEGIN' })
      const result = await this.#scopes.runLimited(transaction, work)
      const { command } = await transaction.query({ text: 'COMMIT' })
      // The server answers ROLLBACK if a statement had failed, for example because of a time limit.
      if (command !== 'COMMIT') throw new OperationalError('the transaction was rolled back')
      return result
    } catch (error) {
      // A lost connection has already rolled back. It is not used again.
      isSound = await succeeds(transaction.query({ text: 'ROLLBACK' }))
      throw translated(error)
    } finally {
      client.release(!isSound)
    }
  }

  /** Runs work as a savepoint. */
  #inTurn<T>({ turns, transaction }: Scope<Transaction>, work: () => Promise<T>): Promise<T> {
    return turns.run(async () => {
      // Repeated, because the time limit can have passed while it waited.
      void this.#scopes.current
      const savepoint = `s${this.#savepoints++}`
      await this.#ask({ text: `SAVEPOINT ${savepoint}` })
      try {
        const result = await work()
        await this.#ask({ text: `RELEASE ${savepoint}` })
        return result
      } catch (error) {
        await succeeds(transaction.query({ text: `ROLLBACK TO ${savepoint}` }))
        throw error
      }
    })
  }

  async sql(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#ask({ text, values })).rows
  }

  async #change(statement: Statement): Promise<QueryResult<Row>> {
    const scope = this.#scopes.current
    if (!scope) return this.#ask(statement)
    return this.#inTurn(scope, () => this.#ask(statement))
  }

  /**
   * Every statement goes through here. Inside `atomic`, it uses the connection of the transaction.
   */
  async #ask({ name, text, values }: Statement): Promise<QueryResult<Row>> {
    const statement = this.#prepares ? { name, text, values } : { text, values }
    const scope = this.#scopes.current
    try {
      return await (scope ? scope.transaction.query(statement) : this.#pool.query<Row>(statement))
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
    await this.#pool.end()
  }
}

async function succeeds(query: Promise<unknown>): Promise<boolean> {
  return query.then(
    () => true,
    () => false,
  )
}

/** Whether any row can have these values. For impossible ones, the server would return an error. */
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
