import { User } from '#shared/auth/user.ts'
import { connectDatabase } from '#shared/db/apps.ts'
import { decode, encode, newData } from '#shared/db/backends/lowdb/file-format.ts'
import { MemoryBackend } from '#shared/db/backends/memory/memory-backend.ts'
import { migrate } from '#shared/db/migrate.ts'
import { distant } from './distant-database.ts'

/** Far from the ids of tasks, which count from 1. */
const FIRST_USER = 1001

let memory = new MemoryBackend()

/** Connects the models to an empty database of this process. */
export async function startEmpty(): Promise<void> {
  memory = new MemoryBackend()
  await connect()
}

/** Lets the ids of users begin where no task's id is: who takes one for the other is found out. */
export async function keepIdsApart(): Promise<void> {
  const last = { id: FIRST_USER - 1, username: '', password: '' }
  await User.objects.bulkCreate([last])
  await User.objects.delete({ id: last.id })
}

/** Opens the database again from what a file would hold now, as a new process would. */
export async function restart(): Promise<{ ok: true }> {
  const file = [...encode(newData(memory.data))].join('')
  memory = new MemoryBackend(decode(Buffer.from(file)).tables)
  await connect()
  return { ok: true }
}

async function connect(): Promise<void> {
  connectDatabase(distant(memory))
  await migrate()
}
