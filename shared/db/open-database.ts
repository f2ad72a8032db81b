import { connectDatabase } from './apps.ts'
import type { Backend } from './backends/backend.ts'
import { type Migration, migrate } from './migrate.ts'

/** A database that the models are kept in, and how to leave it. */
export interface OpenDatabase {
  /** Where it is, to be shown to people. */
  location: string
  migration: Migration
  /** Waits until all changes are stored, and closes the database. */
  close(): Promise<void>
}

/**
 * Opens a database, connects the models to it, and migrates it.
 *
 * @param name a URL, `postgres://…`, or the name of a data file
 * @throws OperationalError if it is damaged, too new, in use, or does not match the models
 */
export async function openDatabase(name: string): Promise<OpenDatabase> {
  const backend = await openBackend(name)
  connectDatabase(backend)
  try {
    const migration = await migrate()
    return { location: backend.location, migration, close: () => backend.close() }
  } catch (error) {
    await backend.close()
    throw error
  }
}

/** A backend is loaded only when it is used. */
async function openBackend(name: string): Promise<Backend> {
  if (/^postgres(ql)?:/.test(name)) {
    const { openUrl } = await import('./backends/postgresql/open-url.ts')
    return openUrl(name)
  }
  const { openFile } = await import('./backends/lowdb/open-file.ts')
  return openFile(name)
}
