import type { Decider } from '../policy.ts'

/** A request, as a check sends it. */
export interface SentRequest {
  method: string
  path: string
  headers: Record<string, string | string[]>
  /** The body as it was sent, if there was one. */
  body?: string
}

/** The response. The body is parsed if it is JSON, and null if there is none. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
  /** What decided, if the API runs in this process. */
  by?: Decider
  /** Whether a permission class was asked about an object, if the API runs in this process. */
  objectAsked?: boolean
}

/** A call of a hook, for what HTTP cannot do. */
export interface AskedHook {
  op: string
  user?: string
  [detail: string]: unknown
}

/** One step of a check: a request or a hook, and its response. */
export type Exchange =
  | { request: SentRequest; answer: Answer }
  | { hook: AskedHook; answer: Answer }

/** What was sent, before the response. */
export type Asked = { request: SentRequest } | { hook: AskedHook }

let exchanges: Exchange[] = []
let waiting: Asked | undefined

/** What the current check has sent so far, oldest first. */
export function exchangesSoFar(): Exchange[] {
  return [...exchanges]
}

/** What the current check has sent and has had no response to. */
export function unanswered(): Asked | undefined {
  return waiting
}

/** Records what is sent and, when it arrives, the response. */
export async function rememberExchange(asked: Asked, answer: Promise<Answer>): Promise<Answer> {
  // A response can arrive so late that the next check has begun, with its own list.
  const list = exchanges
  waiting = asked
  list.push({ ...asked, answer: await answer })
  waiting = undefined
  return answer
}

/** Starts a check with an empty record. Every suite calls it before each check. */
export function forgetExchanges(): void {
  exchanges = []
  waiting = undefined
}
