import { User } from '#shared/auth/user.ts'
import { getCache } from '#shared/cache/cache.ts'
import { connectDatabase } from '#shared/db/apps.ts'
import { decode, encode, newData } from '#shared/db/backends/lowdb/file-format.ts'
import { MemoryBackend, type Storage } from '#shared/db/backends/memory/memory-backend.ts'
import type { Table } from '#shared/db/backends/memory/table.ts'
import { migrate } from '#shared/db/migrate.ts'
import { remote, remoteCache } from './remote-database.ts'

/** Far from the ids of tasks, which start at 1. */
const FIRST_USER = 1001

/** A database on a server for the checks. Without it, they use memory. */
const { TEST_DATABASE_URL: url } = process.env

/** A second place for the rows, in addition to the memory of this process. */
export interface Keeper {
  /** Called with each change to these tables. */
  storage(tables: Map<string, Table>): Storage
  /** The rows that it keeps. */
  tables(): Promise<Map<string, Table>>
}

let memory = new MemoryBackend()
let keeper: Keeper | undefined

/** From now on, this keeper also gets the rows of all databases. */
export function keepRowsBy(other: Keeper): void {
  keeper = other
}

/** Connects the models to an empty database of this process. */
export async function startEmpty(): Promise<void> {
  const tables = new Map<string, Table>()
  memory = new MemoryBackend(tables, keeper?.storage(tables))
  await connect(url ? await (await import('./test-schema.ts')).openEmpty(url) : memory)
  // On a server, the cache outlives the tables.
  await getCache().clear()
}

/** User ids start far from task ids, so that code that confuses the two is found. */
export async function keepIdsApart(first = FIRST_USER): Promise<void> {
  const last = { id: first - 1, username: '', password: '' }
  await User.objects.bulkCreate([last])
  await User.objects.delete({ id: last.id })
}

/** Opens the database again from its file or server, as a new process would. */
export async function restart(): Promise<{ ok: true }> {
  if (url) {
    await connect(await (await import('./test-schema.ts')).openAgain(url))
  } else {
    const tables = (await keeper?.tables()) ?? fromFile(memory.data)
    memory = new MemoryBackend(tables, keeper?.storage(tables))
    await connect(memory)
  }
  return { ok: true }
}

/** Tables as they are read from the file that they are written to. */
function fromFile(tables: Map<string, Table>): Map<string, Table> {
  const file = [...encode(newData(tables))].join('')
  return decode(Buffer.from(file)).tables
}

async function connect(backend: Parameters<typeof remote>[0]): Promise<void> {
  connectDatabase(remote(backend))
  remoteCache(getCache())
  await migrate()
}
