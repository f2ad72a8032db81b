import { Client } from 'pg'
import type { Backend } from '#shared/db/backends/backend.ts'
import { openUrl } from '#shared/db/backends/postgresql/open-url.ts'

/** Each process has its own schema, so that many can run on one server. */
const SCHEMA = `check_${process.pid}`
/** A process of checks sends one query after the other. */
const CONNECTIONS = '3'

let open: Backend | undefined

/** Opens an empty schema of the database. */
export async function openEmpty(url: string): Promise<Backend> {
  const tables = [...((await open?.tables()) ?? new Map()).keys()].map(
    (name) => `${SCHEMA}.${name}`,
  )
  await open?.close()
  const client = new Client({ connectionString: url })
  await client.connect()
  if (!open) await client.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA}`)
  // PGlite has one session for all connections, and takes no options.
  await client.query(`SET search_path TO ${SCHEMA}`)
  if (tables.length > 0) await client.query(`TRUNCATE ${tables} RESTART IDENTITY CASCADE`)
  await client.end()
  return openAgain(url)
}

/** Opens the schema as another process would. */
export async function openAgain(url: string): Promise<Backend> {
  const own = new URL(url)
  own.searchParams.set('options', `-c search_path=${SCHEMA}`)
  if (!own.searchParams.has('max')) own.searchParams.set('max', CONNECTIONS)
  open = await openUrl(String(own))
  return open
}
