import http from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request, byte for byte. Only Host, Content-Length and Connection are added. */
export interface RawRequest {
  method: string
  /** Path and query, as they are sent. */
  path: string
  /** Names and values. A name can occur twice. One character is one byte. */
  headers: [string, string][]
  body: Buffer
}

/** The response, with header names in lower case. */
export interface RawAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** Long enough for a slow password hash, short enough to notice a server that hangs. */
const DEADLINE_MS = 20_000

/** Sends a request that `fetch` would normalise, on its own connection. */
export async function sendRaw(baseUrl: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl)
  const { method, path, body } = request
  const headers = [['Host', `${hostname}:${port}`], ...request.headers, ['Connection', 'close']]
  // Without a length, Node would send the body of a DELETE in chunks.
  if (body.length > 0 || !['GET', 'HEAD', 'OPTIONS'].includes(method)) {
    headers.push(['Content-Length', String(body.length)])
  }
  const sent = http.request({
    ...{ host: hostname, port, method, path, agent: false, timeout: DEADLINE_MS },
    headers: headers as never,
  })
  sent.on('timeout', () => sent.destroy(new Error(`no answer within ${DEADLINE_MS / 1000} s`)))
  sent.end(body)
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject)
  })
  return {
    status: response.statusCode ?? 0,
    headers: response.headers as Record<string, string>,
    body: await buffer(response),
  }
}
