import { Client } from 'pg'
import { startDurablePostgresql } from '../postgresql/start-postgresql.ts'
import { SIZES } from './grow.ts'
import { measure, type Plan, type Result } from './measure.ts'
import { ROWS, type RowName } from './rows.ts'
import { startGunicorn } from './start-gunicorn.ts'
import { type BenchServer, startServer } from './start-server.ts'

const MIDDLE = 10_000
/** Without the login: it costs one hash with any database. */
const MEASURED: RowName[] = ['me', 'list', 'create']

/** The results of the API on PostgreSQL. */
export interface OnPostgresql {
  /** The server's own name and version. */
  server: string
  /**
   * By row, then by `1 × 100`: the number of processes and of records. `DRF` is gunicorn with two
   * workers.
   */
  rows: Map<RowName, Map<string, Result>>
}

/**
 * Starts a PostgreSQL, and measures the reference API on it as its data grows, in several
 * processes, and next to Django REST framework. Undefined if PostgreSQL is not installed.
 */
export async function measurePostgresql(
  folder: string,
  plan: Plan,
): Promise<OnPostgresql | undefined> {
  const postgresql = await startDurablePostgresql()
  if (!postgresql) return undefined
  const servers: BenchServer[] = []
  try {
    const starts: [processes: number, records: number][] = [
      ...SIZES.map((records): [number, number] => [1, records]),
      [2, MIDDLE],
      [4, MIDDLE],
    ]
    for (const [processes, records] of starts) {
      const name = `${processes} × ${records}`
      const database = await createDatabase(postgresql.url, `own_${processes}_${records}`)
      const more = { database, processes: `${processes}` }
      servers.push({ ...(await startServer('reference', records, folder, more)), name })
    }
    const database = await createDatabase(postgresql.url, 'drf')
    const drf = await startGunicorn(folder, { database, records: MIDDLE, workers: 2 })
    if (drf) servers.push({ ...drf, name: 'DRF' })
    const rows: OnPostgresql['rows'] = new Map()
    for (const row of MEASURED) rows.set(row, await measure(servers, ROWS[row], plan))
    return { server: postgresql.name, rows }
  } finally {
    for (const server of servers) await server.stop()
    await postgresql.stop()
  }
}

async function createDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
