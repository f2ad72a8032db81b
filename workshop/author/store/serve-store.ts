import { hashing } from '#shared/auth/hashers.ts'
import { connectDatabase } from '#shared/db/apps.ts'
import { migrate } from '#shared/db/migrate.ts'
import { listen } from '#shared/http/listen.ts'
import { stopOnSignal } from '#shared/http/stop-on-signal.ts'
import { createApp } from '#subject/app.ts'
import { openStore, type StoreName } from './stores.ts'

/**
 * Serves a tree on a data file with one of the stores, and prints its port:
 *
 *     node -C solutions --import tsx workshop/author/store/serve-store.ts STORE FILE
 */
const [name = '', file = ''] = process.argv.slice(2)
hashing.cost = 4

try {
  const backend = await openStore(name as StoreName, file)
  connectDatabase(backend)
  await migrate()
  const { port, stop } = await listen(createApp(), 0, '127.0.0.1')
  stopOnSignal(async () => {
    await stop()
    await backend.close()
  })
  console.log(port)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
