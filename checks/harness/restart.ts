import { type Adapter, Memory } from 'lowdb'
import { connectDatabase, getDatabase } from '#shared/db/apps.ts'
import type { Stored } from '#shared/db/backends/lowdb/stored.ts'
import { migrate } from '#shared/db/migrate.ts'
import { openDistant } from './distant-database.ts'

/** Opens the database again from what a file would hold now, as a new process would. */
export async function restart(): Promise<{ ok: true }> {
  const adapter: Adapter<Stored> = new Memory()
  await adapter.write(JSON.parse(JSON.stringify(getDatabase())))
  connectDatabase(await openDistant(adapter))
  await migrate()
  return { ok: true }
}
