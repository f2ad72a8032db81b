import { setImmediate } from 'node:timers/promises'
import type { Method } from '../policy.ts'
import { CheckFailure, NotOffered } from './check-failure.ts'
import {
  type Answer,
  type AskedHook,
  exchangesSoFar,
  rememberExchange,
  type SentRequest,
} from './exchange.ts'
import { agrees, type Expected } from './expectation.ts'
import { HttpClient } from './http-client.ts'
import { hookHere, takeTreeError, targetUrl } from './target.ts'
import { askedObjectLast, decidedLast } from './trace.ts'

const client = new HttpClient(targetUrl)

export type { Method }

/** The options of a request. */
export interface Options {
  /** Sent as `Authorization: Token <key>`. */
  token?: string
  /** A list of values is sent as several headers. */
  headers?: Record<string, string | string[]>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as a form. */
  form?: Record<string, string>
  /** Sent as it is, with the content type of JSON. */
  raw?: string
}

/** Sends a request to the target. */
export async function send(method: Method, path: string, options: Options = {}): Promise<Answer> {
  const headers = { ...options.headers }
  if (options.token !== undefined) headers.Authorization = `Token ${options.token}`
  const json =
    options.raw ?? (options.json === undefined ? undefined : JSON.stringify(options.json))
  if (json !== undefined) headers['Content-Type'] = 'application/json'
  if (options.form) headers['Content-Type'] = 'application/x-www-form-urlencoded'
  const body = options.form ? String(new URLSearchParams(options.form)) : json
  const request = { method, path, headers, body }
  takeTreeError()
  const answer = await rememberExchange({ request }, fetchAnswer(request))
  // What the code does after its response fails within a turn: see remote-database.ts.
  await setImmediate()
  return answer
}

/** Does what HTTP cannot: see hooks.ts. */
export async function hook(asked: AskedHook): Promise<Answer> {
  takeTreeError()
  return rememberExchange({ hook: asked }, askHook(asked))
}

/** The same, for a hook that another server may not have. The check is then skipped. */
export async function hookIfOffered(asked: AskedHook): Promise<Answer> {
  const answer = await hook(asked)
  if (answer.status === 400) throw new NotOffered(`the server does not offer the hook ${asked.op}`)
  return answer
}

/** Fails the check unless the last response is one of those expected. */
export function expectAnswer(answer: Answer, ...expected: Expected[]): void {
  const treeError = takeTreeError()
  // An exception before the response makes it a 5xx. After any other response, the code continued.
  if (!treeError && expected.some((each) => agrees(answer, each))) return
  throw new CheckFailure(exchangesSoFar(), expected, treeError)
}

/** Fails the check unless the response is an error: an undecided request must not be allowed. */
export function expectFailure(answer: Answer): void {
  takeTreeError()
  if (answer.status >= 500) return
  throw new CheckFailure(exchangesSoFar(), [{ status: 500 }], undefined)
}

/** Fails the check with the last hook, and with only what matters of its result. */
export function failHook(op: string, result: object, expected: object, treeError: unknown): never {
  const answer = { status: 200, headers: {}, body: result }
  const exchanges = exchangesSoFar().with(-1, { hook: { op }, answer })
  throw new CheckFailure(exchanges, [{ status: 200, body: expected }], treeError)
}

/** In this process without HTTP, which would take most of the time of a check. */
async function askHook(asked: AskedHook): Promise<Answer> {
  const answer = await hookHere(asked)
  if (answer) return { headers: {}, ...answer }
  const headers = { 'Content-Type': 'application/json' }
  return fetchAnswer({ method: 'POST', path: '/__hook__/', headers, body: JSON.stringify(asked) })
}

async function fetchAnswer({ method, path, headers, body }: SentRequest): Promise<Answer> {
  const pairs = Object.entries(headers).flatMap(([name, value]) => {
    return [value].flat().flatMap((each) => [name, each])
  })
  const answer = await client.send({ method, path, headers: pairs, body })
  return { ...answer, body: parsed(answer.body), by: decidedLast(), objectAsked: askedObjectLast() }
}

function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
