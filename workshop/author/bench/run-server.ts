import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '#shared/db/open-database.ts'
import { seed } from './seed.ts'
import { SERVERS, serve } from './servers.ts'

/**
 * One server of the comparison, in a process of its own; prints where it is, in JSON.
 *
 *     node --import tsx workshop/author/bench/run-server.ts --name reference --records 100 --folder FOLDER
 */
const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'reference' },
    records: { type: 'string', default: '100' },
    folder: { type: 'string', default: '.' },
    /** A JSON file with what the reference API answers. */
    answers: { type: 'string' },
  },
})
const records = Number(values.records)
const file = path.join(values.folder, `${values.name.replace(/\W/g, '')}-${records}.json`)
const answers = values.answers ? JSON.parse(readFileSync(values.answers, 'utf8')) : {}

const open = await openDatabase(`${file}.models`)
const { key } = await seed(records)
const port = await serve(
  (SERVERS[values.name] as (typeof SERVERS)[string])({ answers, file, records }),
)
console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, key }))

process.on('SIGTERM', async () => {
  await open.close()
  const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10
  const report = {
    file: megabytes(statSync(open.location).size),
    memory: megabytes(process.memoryUsage().rss),
  }
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0))
})
