import { Todo } from '../todo.ts'
import { getDatabase, getModels } from './apps.ts'
import { OperationalError } from './errors.ts'
import { schemaOf } from './model.ts'
import { validateRows } from './validate-rows.ts'

/** What migrating did: the tables it made, and those that nobody has declared yet. */
export interface Migration {
  created: string[]
  undeclared: { table: string; todo: Todo }[]
}

/**
 * Makes the tables that the models declare and the database lacks.
 *
 * @throws OperationalError when a table with rows has other columns than its model, or values
 *   that the model does not accept
 */
export async function migrate(): Promise<Migration> {
  const migration: Migration = { created: [], undeclared: [] }
  for (const model of getModels()) {
    try {
      if (await migrateTable(model.table, schemaOf(model))) migration.created.push(model.table)
      else validateRows(model)
    } catch (error) {
      if (!(error instanceof Todo)) throw error
      migration.undeclared.push({ table: model.table, todo: error })
    }
  }
  return migration
}

async function migrateTable(name: string, schema: ReturnType<typeof schemaOf>): Promise<boolean> {
  const table = getDatabase().findTable(name)
  if (table && JSON.stringify(table.schema) === JSON.stringify(schema)) return false
  if (table && table.size > 0) {
    throw new OperationalError(
      `The table ${name} has rows, and its model has changed: columns were ` +
        `${table.schema.columns.join(', ')} and are now ${schema.columns.join(', ')}. ` +
        'Undo the change, or start with another data file.',
    )
  }
  await getDatabase().createTable(name, schema)
  return true
}
