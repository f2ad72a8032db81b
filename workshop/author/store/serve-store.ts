import { hashing } from '#shared/auth/hashers.ts'
import { connectDatabase } from '#shared/db/apps.ts'
import { Database } from '#shared/db/backends/lowdb/database.ts'
import { openDatabase } from '#shared/db/backends/lowdb/open-database.ts'
import { migrate } from '#shared/db/migrate.ts'
import { listen } from '#shared/http/listen.ts'
import { stopOnSignal } from '#shared/http/stop-on-signal.ts'
import { createApp } from '#subject/app.ts'
import { STORES, type StoreName } from './stores.ts'

/**
 * Serves the subject on a data file kept by one of the stores, and prints its port:
 *
 *     node -C solutions --import tsx workshop/author/store/serve-store.ts STORE FILE
 */
const [name = '', file = ''] = process.argv.slice(2)
hashing.cost = 4

/** The planted ones know nothing of locks, validation or closing. */
async function openPlanted(planted: StoreName): Promise<() => Promise<void>> {
  connectDatabase(await Database.open(new STORES[planted](file)))
  await migrate()
  return async () => {}
}

try {
  const close =
    name === 'data-file' ? (await openDatabase(file)).close : await openPlanted(name as StoreName)
  const { port, stop } = await listen(createApp(), 0, '127.0.0.1')
  stopOnSignal(async () => {
    await stop()
    await close()
  })
  console.log(port)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
