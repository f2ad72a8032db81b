import { type Adapter, Memory } from 'lowdb'
import { connectDatabase, getDatabase } from '#shared/apps.ts'
import { Database } from '#shared/database.ts'
import { migrate } from '#shared/migrate.ts'
import type { Stored } from '#shared/stored.ts'

/** Opens the database again from what a file would hold now, as a new process would. */
export async function restart(): Promise<{ ok: true }> {
  const adapter: Adapter<Stored> = new Memory()
  await adapter.write(JSON.parse(JSON.stringify(getDatabase())))
  connectDatabase(await Database.open(adapter))
  await migrate()
  return { ok: true }
}
