import { getDatabase } from '#shared/db/apps.ts'
import type { Row } from '#shared/db/backends/backend.ts'
import { countHashes } from './count-hashes.ts'
import { hasFailed } from './fault.ts'
import { takeOutside } from './outside.ts'

const TABLES = {
  users: 'auth_user',
  tokens: 'authtoken_token',
  authTokens: 'knox_authtoken',
  tasks: 'core_task',
}

/** All stored rows, how often a password has been hashed, and what was thrown since. */
export async function rows() {
  const errors = takeOutside()
  const database = getDatabase()
  const known = await database.tables()
  // A table whose model is not written yet has no rows.
  const rowsOf = async (table: string) => (known.has(table) ? database.select(table, {}) : [])
  const tables = await Promise.all(
    Object.entries(TABLES).map(async ([name, table]) => [name, await rowsOf(table)]),
  )
  return {
    ...Object.fromEntries(tables),
    sessions: (await rowsOf('django_session')).map(shownSession),
    hashes: countHashes(),
    errors,
    hasFailed: hasFailed(),
  }
}

/** The user of a stored session. Its expiry differs by milliseconds. */
export function shownSession({ digest, data }: Row): Row {
  const remembered = new Map<string, string>(JSON.parse(String(data)))
  const id = remembered.get('_auth_user_id')
  // NaN would differ from itself.
  return { digest, userId: id === undefined ? null : Number(id) }
}
