import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

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

/** Sends requests to one server over connections that are kept: a new one would cost as much as a request. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #url: URL
  readonly #host: string

  /** @param host what requests call the server that do not say it themselves */
  constructor(url: string, host?: string) {
    this.#url = new URL(url)
    this.#host = host ?? this.#url.host
  }

  /**
   * Sends a request and waits for all of its answer.
   *
   * @param signal ends the wait
   */
  send({ method, path, headers, body }: Sent, signal?: AbortSignal): Promise<Received> {
    const sent = this.#isComplete(headers) ? [...headers] : ['Host', this.#host, ...headers]
    const isRead = method === 'GET' || method === 'HEAD'
    // Node would send an empty body in chunks, which not every server reads.
    if (body !== undefined || !isRead) {
      sent.push('Content-Length', String(Buffer.byteLength(body ?? '')))
    }
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, host: hostname, port, method, path, headers: sent }
      const asked = request({ ...options, signal }, (response) => {
        const { statusCode = 0, headers } = response
        // Cookies alone come as a list.
        const entries = Object.entries(headers).map(([name, value]) => {
          return [name, [value].flat().join('\n')]
        })
        text(response).then(
          (body) => resolve({ status: statusCode, headers: Object.fromEntries(entries), body }),
          reject,
        )
      })
      asked.on('error', reject)
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
