import { isDeepStrictEqual } from 'node:util'
import { Todo } from '../todo.ts'
import { getDatabase, getModels } from './apps.ts'
import type { Schema } from './backends/backend.ts'
import { OperationalError } from './backends/errors.ts'
import { indexesOf, schemaOf } from './model.ts'

/** The result of migrating: the tables it created, and those that have no fields yet. */
export interface Migration {
  created: string[]
  undeclared: { table: string; todo: Todo }[]
}

/**
 * Creates the tables of the models that do not exist yet.
 *
 * @throws OperationalError if a table with rows has other columns than its model
 */
export async function migrate(): Promise<Migration> {
  const migration: Migration = { created: [], undeclared: [] }
  const tables = await getDatabase().tables()
  for (const model of getModels()) {
    try {
      const schema = schemaOf(model)
      if (!isDeepStrictEqual(tables.get(model.table), schema)) {
        await makeTable(model.table, tables.get(model.table), schema)
        migration.created.push(model.table)
      }
      for (const columns of indexesOf(model)) await getDatabase().createIndex(model.table, columns)
    } catch (error) {
      if (!(error instanceof Todo)) throw error
      migration.undeclared.push({ table: model.table, todo: error })
    }
  }
  return migration
}

async function makeTable(name: string, before: Schema | undefined, schema: Schema): Promise<void> {
  if (before && (await getDatabase().count(name, {})) > 0) {
    throw new OperationalError(
      `The table ${name} has rows, and its model has changed: columns were ${namesOf(before)} ` +
        `and are now ${namesOf(schema)}. Undo the change, or start with another database.`,
    )
  }
  await getDatabase().createTable(name, schema)
}

function namesOf(schema: Schema): string {
  return schema.map(({ name }) => name).join(', ')
}
