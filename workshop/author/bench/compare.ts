import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { measure, type Plan, type Result } from './measure.ts'
import { ROWS, type Row, type RowName } from './rows.ts'
import type { Answers } from './servers.ts'
import { startGunicorn } from './start-gunicorn.ts'
import { type BenchServer, startServer } from './start-server.ts'

/** The results by row, then by server. */
export type Results = Map<RowName, Map<string, Result>>

/** The rows that a server supports. Servers that are not listed support all. */
const ANSWERS: Record<string, RowName[]> = { 'passport-http-bearer': ['me', 'list'] }

/** Measures the reference API and other servers with the same responses, each with 100 records. */
export async function compareServers(folder: string, plan: Plan): Promise<Results> {
  const reference = await startServer('reference', 100, folder)
  const answers = path.join(folder, 'answers.json')
  writeFileSync(answers, JSON.stringify(await record(reference)))
  const servers = [reference]
  for (const name of ['node:http', 'Express 5', 'passport-http-bearer']) {
    servers.push(await startServer(name, 100, folder, { answers }))
  }
  const drf = await startGunicorn(folder)
  if (drf) servers.push(drf)
  const results: Results = new Map()
  for (const [name, row] of Object.entries(ROWS) as [RowName, Row][]) {
    const able = servers.filter((server) => ANSWERS[server.name]?.includes(name) ?? true)
    results.set(name, await measure(able, row, plan))
  }
  for (const server of servers) await server.stop()
  return results
}

/** Records one response for each row, so that the other servers can send the same bytes. */
async function record({ url, authorization }: BenchServer): Promise<Answers> {
  const answers: Answers = {}
  for (const { method, path, body } of Object.values<Row>(ROWS)) {
    const headers = { Authorization: authorization, 'Content-Type': 'application/json' }
    const response = await fetch(url + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    })
    answers[`${method} ${path}`] = { status: response.status, body: await response.text() }
  }
  return answers
}
