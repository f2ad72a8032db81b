import type { Decider } from '../policy.ts'

/** A request, as a check sends it. */
export interface SentRequest {
  method: string
  path: string
  headers: Record<string, string | string[]>
  /** The body as it went out; without one, none was sent. */
  body?: string
}

/** What came back; the body is parsed when it is JSON, null when there is none. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
  /** Who decided, where the API that answers runs in this process. */
  by?: Decider
}

/** A question to a hook, which HTTP cannot answer. */
export interface AskedHook {
  op: string
  user?: string
  [detail: string]: unknown
}

/** One step of a check: a request and its answer, or a hook and its answer. */
export type Exchange =
  | { request: SentRequest; answer: Answer }
  | { hook: AskedHook; answer: Answer }

/** What is sent, before it is answered. */
export type Asked = { request: SentRequest } | { hook: AskedHook }

let exchanges: Exchange[] = []
let waiting: Asked | undefined

/** What the current check has sent so far, oldest first. */
export function exchangesSoFar(): Exchange[] {
  return [...exchanges]
}

/** What the current check has sent and has had no answer to. */
export function unanswered(): Asked | undefined {
  return waiting
}

/** Notes what is sent and, once it is there, the answer. */
export async function rememberExchange(asked: Asked, answer: Promise<Answer>): Promise<Answer> {
  // An answer may come so late that the next check has begun, with a list of its own.
  const list = exchanges
  waiting = asked
  list.push({ ...asked, answer: await answer })
  waiting = undefined
  return answer
}

/** Starts a check with nothing sent; every suite calls it before each check. */
export function forgetExchanges(): void {
  exchanges = []
  waiting = undefined
}
