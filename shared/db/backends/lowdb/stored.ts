import type { Change } from './change.ts'
import type { StoredTable, Table } from './table.ts'

/**
 * What the database hands to lowdb, and gets back: every table by name, and changes.
 *
 * Writing, the changes are those made since the last write, which the tables hold already: an
 * adapter may keep either. Reading, they are to be made to the tables still.
 */
export interface Stored {
  version: 1
  tables: Record<string, StoredTable | Table>
  changes: Change[]
}
