import postgres from 'postgres'
import { OperationalError } from '../errors.ts'
import { DatabaseAway } from './errors.ts'
import { PostgresqlBackend } from './postgresql-backend.ts'

/** In seconds, how long a connection may take. */
const CONNECT_TIMEOUT = 5

/** What each connection asks of the server; times in milliseconds. */
const SESSION = {
  application_name: 'token-permissions-workshop',
  TimeZone: 'UTC',
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 15_000,
}

/**
 * Opens a database by its URL, `postgres://user:password@host:port/name`; `?max=20` allows more
 * than ten connections.
 *
 * @throws OperationalError when it does not answer, or lets nobody in
 */
export async function openUrl(url: string, timeLimit?: number): Promise<PostgresqlBackend> {
  const location = withoutPassword(url)
  const sql = postgres(url, {
    connection: SESSION as never,
    connect_timeout: CONNECT_TIMEOUT,
    backoff: (retries) => Math.min(retries / 10, 1),
    onnotice: () => {},
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      date: { to: 1184, from: [1184], serialize: String, parse: toMoment },
    },
  })
  const backend = new PostgresqlBackend(location, sql, timeLimit)
  try {
    await backend.tables()
    return backend
  } catch (error) {
    await backend.close()
    throw new OperationalError(refusal(location, error))
  }
}

/** The server writes `2026-01-31 12:00:00.123+00`, DRF `2026-01-31T12:00:00.123000Z`. */
function toMoment(text: string): string {
  const [, day, time, decimals] = /^(\S+) ([\d:]+)(?:\.(\d+))?\+00$/.exec(text) ?? []
  return `${day}T${time}${decimals ? `.${decimals.padEnd(6, '0')}` : ''}Z`
}

/** A password must not be shown, or written anywhere. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url)) throw new OperationalError('The URL of the database is none.')
  const { protocol, username, host, pathname } = new URL(url)
  return `${protocol}//${username ? `${username}@` : ''}${host}${pathname}`
}

function refusal(location: string, error: unknown): string {
  if (error instanceof DatabaseAway)
    return `The database ${location} does not answer (${error.code}). Start it, or name another.`
  const { code, message } = error as { code?: string; message: string }
  if (code?.startsWith('28')) return `The database ${location} does not let you in: ${message}.`
  if (code?.startsWith('3D')) return `The database ${location} is not there: createdb makes it.`
  return `The database ${location} cannot be used: ${message}.`
}
