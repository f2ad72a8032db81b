import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { load } from './load.ts'
import { measure, type Plan, type Result } from './measure.ts'
import { ROWS, type Row, type RowName } from './rows.ts'
import { type BenchServer, type Left, startServer } from './start-server.ts'
import { median } from './statistics.ts'

export const SIZES = [100, 10_000, 100_000]
const MIDDLE = 10_000

/** The results of the API as its data grows. */
export interface Growth {
  /** By row, then by number of records. */
  rows: Map<RowName, Map<number, Result>>
  /** Creates with a lowdb that writes its file each time, at 10,000 records. */
  writePerRequest: Result
  /** By number of records, after the load. */
  left: Map<number, Left>
  /** The 99th percentile of GET /api/me/ in milliseconds, alone and during 50 logins. */
  p99: { alone: number; besideLogins: number }
}

/** Measures the reference API at 100, 10,000 and 100,000 records. */
export async function measureGrowth(folder: string, plan: Plan): Promise<Growth> {
  const own = path.join(folder, 'growth')
  const servers: (BenchServer & { records: number })[] = []
  for (const records of SIZES) {
    servers.push({
      ...(await startServer('reference', records, own)),
      records,
      name: `${records}`,
    })
  }
  const slow = await startServer('lowdb, a write per request', MIDDLE, own, {
    answers: path.join(folder, 'answers.json'),
  })
  const p99 = await besideLogins(servers[0] as BenchServer, plan)
  const rows: Growth['rows'] = new Map()
  let writePerRequest: Result | undefined
  for (const [name, row] of Object.entries(ROWS) as [RowName, Row][]) {
    const others = name === 'create' ? [slow] : []
    const results = await measure([...servers, ...others], row, plan)
    writePerRequest ??= results.get(slow.name)
    rows.set(name, new Map(SIZES.map((size) => [size, results.get(`${size}`) as Result])))
  }
  await slow.stop()
  const left: Growth['left'] = new Map()
  for (const { records, stop } of servers) left.set(records, (await stop()) as Left)
  return { rows, writePerRequest: writePerRequest as Result, left, p99 }
}

async function besideLogins(server: BenchServer, { rounds, seconds }: Plan) {
  const me = { ...ROWS.me, connections: 4 }
  const logins = { ...ROWS.login, connections: 50 }
  const alone: number[] = []
  const beside: number[] = []
  for (let round = 0; round < rounds; round++) {
    alone.push((await load(server, me, seconds)).p99)
  }
  for (let round = 0; round < rounds; round++) {
    const running = load(server, logins, seconds + 2)
    await setTimeout(1000)
    beside.push((await load(server, me, seconds)).p99)
    await running
  }
  return { alone: median(alone), besideLogins: median(beside) }
}
