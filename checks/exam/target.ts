import { Agent, type ClientRequest, request } from 'node:http'
import type { AskedHook } from '../harness/exchange.ts'

/** A request as it goes out: the header list as pairs in a row, so that a name may come twice. */
export interface Sent {
  method: string
  path: string
  headers: string[]
  body?: string
}

/** What came back; without a status nothing did, and `body` says why. */
export interface Received {
  status: number
  headers: Record<string, string>
  body: string
}

/** A running API with the hooks of checks/harness beside it. */
export interface Target {
  /** The keys that it has given out. */
  readonly keys: Set<string>
  /** @param patience how long the answer may take, in milliseconds */
  send(sent: Sent, patience?: number): Promise<Received>
  /**
   * Asks a hook, or begins anew; undefined when it is refused.
   *
   * @throws TargetGone when no answer comes
   */
  hook(asked: AskedHook | { skip: number }): Promise<unknown>
  close(): void
}

/** What `body` says when the time is up. */
export const NO_ANSWER = 'no answer'

/** No request of a session takes a tenth of it. */
export const ANSWER_LIMIT = 3000

/** The API at a URL. */
export function targetAt(url: string): Target {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(url)
  const send = (sent: Sent, patience = ANSWER_LIMIT) => {
    return fetchAnswer({ agent, host: hostname, port }, sent, patience)
  }
  return {
    keys: new Set(),
    send,
    async hook(asked) {
      const path = 'op' in asked ? '/__hook__/' : '/__reset__/'
      const headers = ['Content-Type', 'application/json']
      const answer = await send({ method: 'POST', path, headers, body: JSON.stringify(asked) })
      if (answer.status === 0) throw new TargetGone(answer.body)
      return answer.status === 200 ? JSON.parse(answer.body) : undefined
    },
    close: () => agent.destroy(),
  }
}

/** The process that answered has ended, or answers no more. */
export class TargetGone extends Error {
  override name = 'TargetGone'
}

function fetchAnswer(
  where: { agent: Agent; host: string; port: string },
  sent: Sent,
  patience: number,
) {
  return new Promise<Received>((resolve) => {
    let asked: ClientRequest | undefined
    const timer = setTimeout(() => asked?.destroy(new Error(NO_ANSWER)), patience)
    const done = (answer: Received) => {
      clearTimeout(timer)
      resolve(answer)
    }
    const fail = (error: NodeJS.ErrnoException) => {
      done({ status: 0, headers: {}, body: error.code === undefined ? error.message : 'closed' })
    }
    try {
      const { method, path, body } = sent
      const headers = [...sent.headers]
      const isNamed = headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
      if (!isNamed) headers.unshift('Host', 'testserver')
      const isRead = method === 'GET' || method === 'HEAD'
      // Node would send an empty body in chunks, which not every server reads.
      if (body !== undefined || !isRead) {
        headers.push('Content-Length', String(Buffer.byteLength(body ?? '')))
      }
      asked = request({ ...where, method, path, headers }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece) => pieces.push(piece))
        response.on('error', fail)
        response.on('end', () => {
          const entries = Object.entries(response.headers).map(([name, value]) => [
            name,
            `${value}`,
          ])
          const text = Buffer.concat(pieces).toString()
          done({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(entries),
            body: text,
          })
        })
      })
      asked.on('error', fail)
      asked.end(body)
    } catch (error) {
      fail(error as Error)
    }
  })
}
