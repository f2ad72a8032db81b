import { Agent, request } from 'node:http'

/** A request as it goes out: the header list as names and values in a row, so that a name may come twice. */
export interface Sent {
  method: string
  path: string
  headers: string[]
  body?: string
}

/** What came back. */
export interface Received {
  status: number
  headers: Record<string, string>
  body: string
}

/** No answer came in time. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/** Servers that are not on a network, by their host: how to reach them. */
export const roads = new Map<string, Agent>()

/** Sends requests to one server over connections that are kept: a new one would cost as much as a request. */
export class HttpClient {
  readonly #agent: Agent
  readonly #url: URL
  readonly #host: string

  /** @param host what requests call the server that do not say it themselves */
  constructor(url: string, host?: string) {
    this.#url = new URL(url)
    this.#agent = roads.get(this.#url.hostname) ?? new Agent({ keepAlive: true })
    this.#host = host ?? this.#url.host
  }

  /**
   * Sends a request and waits for all of its answer.
   *
   * @param limit how long it may take, in milliseconds; then it rejects with NoAnswer
   */
  send({ method, path, headers, body }: Sent, limit?: number): Promise<Received> {
    const sent = this.#isComplete(headers) ? [...headers] : ['Host', this.#host, ...headers]
    const isRead = method === 'GET' || method === 'HEAD'
    // Node would send an empty body in chunks, which not every server reads.
    if (body !== undefined || !isRead) {
      sent.push('Content-Length', String(Buffer.byteLength(body ?? '')))
    }
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, host: hostname, port, method, path, headers: sent }
      const asked = request(options, (response) => {
        const { statusCode = 0, headers } = response
        // Cookies alone come as a list.
        const entries = Object.entries(headers).map(([name, value]) => {
          return [name, [value].flat().join('\n')]
        })
        const pieces: Buffer[] = []
        response.on('data', (piece) => pieces.push(piece))
        response.on('error', reject)
        response.on('end', () => {
          const body = Buffer.concat(pieces).toString()
          resolve({ status: statusCode, headers: Object.fromEntries(entries), body })
        })
      })
      asked.on('error', reject)
      if (limit !== undefined) {
        const timer = setTimeout(() => asked.destroy(new NoAnswer()), limit)
        asked.on('close', () => clearTimeout(timer))
      }
      asked.end(body)
    })
  }

  #isComplete(headers: string[]): boolean {
    return headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
  }

  close(): void {
    this.#agent.destroy()
  }
}
