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
  const users = await rowsOf(TABLES.users)
  return {
    ...Object.fromEntries(tables),
    sessions: (await rowsOf('django_session')).map((row) => shownSession(row, users)),
    hashes: countHashes(),
    errors,
    hasFailed: hasFailed(),
  }
}

/**
 * The user of a stored session, and whether it contains the password hash of a user. Its expiry
 * differs by milliseconds.
 */
export function shownSession({ digest, data }: Row, users: Row[]): Row {
  const text = String(data)
  const id = new Map<string, string>(JSON.parse(text)).get('_auth_user_id')
  const isRevealing = users.some(({ password }) => text.includes(String(password)))
  return {
    digest,
    // NaN would differ from itself.
    userId: id === undefined ? null : Number(id),
    ...(isRevealing && { contains: 'a password hash' }),
  }
}
