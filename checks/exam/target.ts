import type { AskedHook } from '../harness/exchange.ts'
import { HttpClient, NoAnswer, type Received, type Sent } from '../harness/http-client.ts'

/** A running API with the hooks of checks/harness. */
export interface Target {
  /** The keys that it has created. */
  readonly keys: Set<string>
  /**
   * Sends a request. Status 0 means that there was no response; `body` then says why.
   *
   * @param patience the time limit in milliseconds
   */
  send(sent: Sent, patience?: number): Promise<Received>
  /**
   * Runs a hook, or resets the database. Returns undefined if the hook is refused.
   *
   * @throws TargetGone if there is no response
   */
  hook(asked: AskedHook | { skip: number }): Promise<unknown>
  close(): void
}

/** The `body` if there was no response in time. */
export const NO_ANSWER = 'no answer'

/**
 * The time limit of a request, in milliseconds. Requests of a session take less than a tenth of it.
 */
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

/** The process has ended, or no longer responds. */
export class TargetGone extends Error {
  override name = 'TargetGone'
}
