import cluster from 'node:cluster'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '#shared/db/open-database.ts'
import { seed } from './seed.ts'
import { SERVERS, serve } from './servers.ts'

/**
 * Runs one server of the comparison in its own process, and prints its address as JSON.
 *
 *     node --import tsx workshop/author/bench/run-server.ts --name reference --records 100 --folder FOLDER
 */
const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'reference' },
    records: { type: 'string', default: '100' },
    folder: { type: 'string', default: '.' },
    /** A JSON file with the responses of the reference API. */
    answers: { type: 'string' },
    /** The URL of an empty PostgreSQL database, to use instead of a data file. */
    database: { type: 'string' },
    /** The number of processes that serve it together. */
    processes: { type: 'string', default: '1' },
  },
})
const records = Number(values.records)
const file = path.join(values.folder, `${values.name.replace(/\W/g, '')}-${records}.json`)
const answers = values.answers ? JSON.parse(readFileSync(values.answers, 'utf8')) : {}

const database = values.database ?? `${file}.models`

async function serveHere(): Promise<number> {
  return serve((SERVERS[values.name] as (typeof SERVERS)[string])({ answers, file, records }))
}

/** All processes accept connections on the same port. */
async function fork(): Promise<number> {
  const workers = Array.from({ length: Number(values.processes) }, () => cluster.fork())
  const ports = await Promise.all(
    workers.map(async (worker) => (await once(worker, 'listening'))[0].port as number),
  )
  return ports[0] as number
}

const open = await openDatabase(database)
if (cluster.isWorker) {
  await serveHere()
} else {
  const { key } = await seed(records)
  const port = values.processes === '1' ? await serveHere() : await fork()
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, key }))
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  })
  process.on('SIGTERM', async () => {
    const begun = performance.now()
    await open.close()
    const fold = Math.round(performance.now() - begun)
    const report = {
      fold,
      file: sizeOf(open.location),
      memory: megabytes(process.memoryUsage().rss),
    }
    process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0))
  })
}

function sizeOf(location: string): number {
  return values.database ? 0 : megabytes(statSync(location).size)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10
}
