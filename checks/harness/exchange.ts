/** A request, as a check sends it. */
export interface SentRequest {
  method: string
  path: string
  headers: Record<string, string>
  /** The body as it went out; without one, none was sent. */
  body?: string
}

/** What came back; the body is parsed when it is JSON, null when there is none. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
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

const exchanges: Exchange[] = []

/** What the current check has sent so far, oldest first. */
export function exchangesSoFar(): Exchange[] {
  return [...exchanges]
}

export function rememberExchange(exchange: Exchange): void {
  exchanges.push(exchange)
}

/** Starts a check with nothing sent; every suite calls it before each check. */
export function forgetExchanges(): void {
  exchanges.length = 0
}
