import autocannon from 'autocannon'
import type { Row } from './rows.ts'
import type { BenchServer } from './start-server.ts'

/** The result of one load on one server. */
export interface Measured {
  perSecond: number
  /** The server's processor time for one request in microseconds, or NaN if it is not known. */
  cpu: number
  /** The 99th percentile of the response times, in milliseconds. */
  p99: number
}

/**
 * Sends the request of a row repeatedly.
 *
 * @throws Error if a response is not 2xx: a server that refuses is fast, but proves nothing
 */
export async function load(
  { url, authorization, cpu }: BenchServer,
  row: Row,
  seconds: number,
): Promise<Measured> {
  const headers: Record<string, string> = {}
  if (row.path !== '/api/login/') headers.Authorization = authorization
  if (row.body) headers['Content-Type'] = 'application/json'
  const request = { method: row.method, headers, body: row.body && JSON.stringify(row.body) }
  const before = await cpu?.()
  const { requests, duration, latency, errors, non2xx } = await autocannon({
    ...request,
    url: url + row.path,
    connections: row.connections,
    duration: seconds,
  })
  const used = ((await cpu?.()) ?? Number.NaN) - (before ?? 0)
  // Requests that were cut off at the end are still in the server's queue, and would slow down the
  // next load.
  await fetch(url + row.path, request)
  if (errors + non2xx > 0) {
    throw new Error(`${url}: ${row.name} failed ${errors} times and was refused ${non2xx} times`)
  }
  return { perSecond: requests.total / duration, cpu: used / requests.total, p99: latency.p99 }
}
