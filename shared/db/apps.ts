import type { Database } from './backends/lowdb/database.ts'
import { OperationalError } from './errors.ts'
import type { ModelClass } from './model.ts'

const models = new Map<string, ModelClass>()
let database: Database | undefined

/** Makes a model known; its manager does this. */
export function registerModel(model: ModelClass): void {
  models.set(model.table, model)
}

/** The models that have been declared, in the order of their declaration. */
export function getModels(): ModelClass[] {
  return [...models.values()]
}

/** Keeps all models in `database` from now on. */
export function connectDatabase(to: Database): void {
  database = to
}

/** The database that the models are kept in. */
export function getDatabase(): Database {
  if (!database) throw new OperationalError('no database is connected')
  return database
}
