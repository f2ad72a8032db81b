import type { AskedHook } from '../harness/exchange.ts'
import { HttpClient, NoAnswer, type Received, type Sent } from '../harness/http-client.ts'

/** A running API with the hooks of checks/harness beside it. */
export interface Target {
  /** The keys that it has given out. */
  readonly keys: Set<string>
  /**
   * Sends a request; without a status nothing came back, and `body` says why.
   *
   * @param patience how long the answer may take, in milliseconds
   */
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
  const client = new HttpClient(url, 'testserver')
  const send = async (sent: Sent, patience = ANSWER_LIMIT): Promise<Received> => {
    try {
      return await client.send(sent, patience)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      const why = error instanceof NoAnswer ? NO_ANSWER : code === undefined ? message : 'closed'
      return { status: 0, headers: {}, body: why }
    }
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
    close: () => client.close(),
  }
}

/** The process that answered has ended, or answers no more. */
export class TargetGone extends Error {
  override name = 'TargetGone'
}
