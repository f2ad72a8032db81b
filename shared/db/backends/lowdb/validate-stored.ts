import { OperationalError } from '../../errors.ts'
import type { Stored } from './stored.ts'
import type { Row, Schema } from './table.ts'

/**
 * Refuses what is no database: lowdb itself takes whatever is in the file.
 *
 * What the columns hold is for the models to judge: see `validateRows`.
 * @throws OperationalError
 */
export function validateStored(data: unknown): asserts data is Stored {
  if (!isObject(data) || data.version !== 1) throw refusal('it is no database of version 1')
  if (!isObject(data.tables) || !Array.isArray(data.changes)) throw refusal('it lists no tables')
  for (const [name, table] of Object.entries(data.tables)) validateTable(name, table)
}

function validateTable(name: string, table: unknown): void {
  if (!isObject(table) || !isSchema(table.schema)) throw refusal(`the table ${name} has no schema`)
  const { schema, nextId, rows } = table
  if (!Number.isSafeInteger(nextId) || Number(nextId) < 1) {
    throw refusal(`the table ${name} does not say which id is next`)
  }
  if (!Array.isArray(rows)) throw refusal(`the table ${name} has no rows`)
  const columns = schema.columns.toSorted().join()
  for (const row of rows) {
    if (isObject(row) && Object.keys(row).sort().join() === columns) continue
    throw refusal(`a row of the table ${name} has other columns than the table`)
  }
}

function isSchema(schema: unknown): schema is Schema {
  if (!isObject(schema)) return false
  const { columns, primaryKey, autoIncrement, unique, indexed } = schema
  const areColumns = (names: unknown): names is string[] =>
    Array.isArray(names) && names.every((name) => Array.isArray(columns) && columns.includes(name))
  return (
    areColumns(columns) &&
    columns.every((name) => typeof name === 'string') &&
    areColumns([primaryKey]) &&
    typeof autoIncrement === 'boolean' &&
    areColumns(unique) &&
    areColumns(indexed)
  )
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refusal(why: string): OperationalError {
  return new OperationalError(`The data is damaged, or was changed by another program: ${why}.`)
}
