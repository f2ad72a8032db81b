import { Pool, types } from 'pg'
import { OperationalError } from '../errors.ts'
import { DatabaseAway } from './errors.ts'
import { PostgresqlBackend } from './postgresql-backend.ts'

/** The number of connections, and time limits in milliseconds. */
const LIMITS = {
  max: 10,
  /** Includes the wait for a free connection. */
  connectionTimeoutMillis: 5000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 15_000,
}
const BIGINT = 20
const TIMESTAMPTZ = 1184

/**
 * Opens a database by its URL, `postgres://user:password@host:port/name`. `?max=20` allows more
 * than ten connections, and `?prepare=false` is for a pooler that shares them between transactions.
 *
 * @param timeLimit the limit for the work of an `atomic`, in milliseconds
 * @throws OperationalError if the server is not available, or refuses the login
 */
export async function openUrl(url: string, timeLimit?: number): Promise<PostgresqlBackend> {
  const location = withoutPassword(url)
  const withOptions = new URL(url)
  const options = withOptions.searchParams.get('options') ?? ''
  withOptions.searchParams.set('options', `${options} -c TimeZone=UTC`.trim())
  const pool = new Pool({
    ...LIMITS,
    max: Number(withOptions.searchParams.get('max') ?? LIMITS.max),
    application_name: 'token-permissions-workshop',
    connectionString: String(withOptions),
    types: { getTypeParser },
  })
  // The next query reports a lost connection. Without a listener, the event would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}))
  pool.on('error', () => {})
  const prepares = withOptions.searchParams.get('prepare') !== 'false'
  const backend = new PostgresqlBackend(location, pool, { prepares, timeLimit })
  try {
    await backend.tables()
    return backend
  } catch (error) {
    await backend.close()
    throw new OperationalError(refusal(location, error))
  }
}

function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (type === BIGINT) return Number
  if (type === TIMESTAMPTZ) return toMoment
  return types.getTypeParser(type as never, format as never)
}

/** The server writes `2026-01-31 12:00:00.123+00`, DRF `2026-01-31T12:00:00.123000Z`. */
function toMoment(text: string): string {
  const [, day, time, decimals] = /^(\S+) ([\d:]+)(?:\.(\d+))?\+00$/.exec(text) ?? []
  return `${day}T${time}${decimals ? `.${decimals.padEnd(6, '0')}` : ''}Z`
}

/** A password must not be shown, or written anywhere. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url))
    throw new OperationalError(
      'The database URL is not valid. Write postgres://user@host:5432/name',
    )
  const { protocol, username, host, pathname } = new URL(url)
  return `${protocol}//${username ? `${username}@` : ''}${host}${pathname}`
}

function refusal(location: string, error: unknown): string {
  if (error instanceof DatabaseAway)
    return `The database ${location} does not respond (${error.code}). Start it, or name another.`
  const { code, message } = error as { code?: string; message: string }
  if (code?.startsWith('28')) return `The database ${location} refused the login: ${message}.`
  if (code?.startsWith('3D'))
    return `The database ${location} does not exist. Create it with createdb.`
  return `The database ${location} cannot be used: ${message}.`
}
