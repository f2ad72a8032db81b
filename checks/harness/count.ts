import { getDatabase } from '#shared/db/apps.ts'

/** The number of rows. */
export async function count() {
  const tables = await getDatabase().tables()
  const rows = async (table: string) =>
    tables.has(table) ? getDatabase().count(table, {}) : Promise.resolve(0)
  return {
    users: await rows('auth_user'),
    tokens: await rows('authtoken_token'),
    tasks: await rows('core_task'),
  }
}
