import { getDatabase } from '#shared/db/apps.ts'

/** How many rows there are. */
export async function count() {
  const rows = (table: string) => getDatabase().findTable(table)?.size ?? 0
  return { users: rows('auth_user'), tokens: rows('authtoken_token'), tasks: rows('core_task') }
}
