import { Agent, request as httpRequest } from 'node:http'

/** A request to send. The headers are a flat list of names and values, so a name can occur twice. */
export interface Sent {
  method: string
  path: string
  headers: string[]
  body?: string
  /** The body is sent when this has resolved. The headers are sent at once. */
  bodyAfter?: Promise<unknown>
}

/** The response. */
export interface Received {
  status: number
  headers: Record<string, string>
  body: string
}

/** There was no response in time. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/** The largest body that is read, in bytes: many times what any response needs. */
const LARGEST_BODY = 1024 * 1024

/** How to reach servers that are not on a network, by host. */
export const roads = new Map<string, Agent>()

/** Sends requests to one server over open connections: a new one takes as long as a request. */
export class HttpClient {
  readonly #agent: Agent
  readonly #url: URL
  readonly #host: string

  /** @param host the `Host` header of requests that do not set it */
  constructor(url: string, host?: string) {
    this.#url = new URL(url)
    this.#agent = roads.get(this.#url.hostname) ?? new Agent({ keepAlive: true })
    this.#host = host ?? this.#url.host
  }

  /**
   * Sends a request and waits for the whole response.
   *
   * @param limit the time limit in milliseconds; after it, the promise rejects with NoAnswer
   */
  send(request: Sent, limit?: number): Promise<Received> {
    const { method, path, headers, body, bodyAfter } = request
    const sent = has(headers, 'host') ? [...headers] : ['Host', this.#host, ...headers]
    const isRead = method === 'GET' || method === 'HEAD'
    // Node would send an empty body in chunks, which not every server reads.
    if ((body !== undefined || !isRead) && !has(headers, 'transfer-encoding')) {
      sent.push('Content-Length', String(Buffer.byteLength(body ?? '')))
    }
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, host: hostname, port, method, path, headers: sent }
      const asked = httpRequest(options, (response) => {
        const { statusCode = 0, headers } = response
        // Only cookies are a list.
        const entries = Object.entries(headers).map(([name, value]) => {
          return [name, [value].flat().join('\n')]
        })
        const pieces: Buffer[] = []
        let size = 0
        response.on('data', (piece: Buffer) => {
          pieces.push(piece)
          size += piece.length
          if (size > LARGEST_BODY) asked.destroy(new Error('the response is too large'))
        })
        response.on('error', reject)
        response.on('end', () => {
          const body = Buffer.concat(pieces).toString()
          resolve({ status: statusCode, headers: Object.fromEntries(entries), body })
        })
      })
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The server has closed an idle connection at the moment in which it was used again.
        const isStale = asked.reusedSocket && error.code === 'ECONNRESET'
        if (isStale) this.send(request, limit).then(resolve, reject)
        else reject(error)
      })
      if (limit !== undefined) {
        const timer = setTimeout(() => asked.destroy(new NoAnswer()), limit)
        asked.on('close', () => clearTimeout(timer))
      }
      if (bodyAfter) asked.flushHeaders()
      if (bodyAfter) bodyAfter.then(() => asked.end(body))
      else asked.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

function has(headers: string[], header: string): boolean {
  return headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === header)
}
