import { OperationalError } from '../../errors.ts'
import { type Row, type Schema, Table } from './table.ts'

/** One thing that was done to the tables, as a journal keeps it. */
export type Change =
  | { create: string; schema: Schema }
  | { put: string; row: Row }
  | { remove: string; key: unknown }

/** Does again what the change says; a row with the same primary key is replaced. */
export function applyChange(tables: Record<string, Table>, change: Change): void {
  if ('create' in change) {
    const { create: name, schema } = change
    // Ids are not used again, even when an empty table is made anew.
    tables[name] = new Table(name, { schema, nextId: tables[name]?.nextId ?? 1, rows: [] })
    return
  }
  const table = tables['put' in change ? change.put : change.remove]
  if (!table) throw new OperationalError('a change names a table that is not there')
  if ('put' in change) {
    const previous = table.get(change.row[table.schema.primaryKey])
    if (previous) table.replace(previous, change.row)
    else table.insert(change.row)
    return
  }
  const row = table.get(change.key)
  if (!row) throw new OperationalError(`a change removes a row that is not in ${table.name}`)
  table.remove(row)
}
