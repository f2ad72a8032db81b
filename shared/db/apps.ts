import type { Backend } from './backends/backend.ts'
import { OperationalError } from './backends/errors.ts'
import type { ModelClass } from './model.ts'

const models = new Map<string, ModelClass>()
let database: Backend | undefined

/** Makes a model known; its manager does this. */
export function registerModel(model: ModelClass): void {
  models.set(model.table, model)
}

/** The models that have been declared, in the order of their declaration. */
export function getModels(): ModelClass[] {
  return [...models.values()]
}

/** Keeps all models in `database` from now on. */
export function connectDatabase(to: Backend): void {
  database = to
}

/** The database that the models are kept in. */
export function getDatabase(): Backend {
  if (!database) throw new OperationalError('no database is connected')
  return database
}
