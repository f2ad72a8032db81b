import { readFileSync } from 'node:fs'

/** Header names and values, as pairs where a name comes twice; one character is one byte. */
export type RecordedHeaders = Record<string, string> | [string, string][]

/** A request as it was recorded; texts may hold variables such as `{{alice.token}}`. */
export interface RecordedRequest {
  method: string
  path: string
  headers?: RecordedHeaders
  json?: unknown
  form?: RecordedHeaders
  multipart?: RecordedHeaders
  raw?: string
  raw_latin1?: string
  /** Variables to set, by the path of their value in the JSON answer. */
  capture?: Record<string, string>
  compare?: 'no-body' | 'info'
  /** Whose cookies are sent, and kept as they are set. */
  jar?: string
  /** The request is sent so often; `{{i}}` counts from 0. */
  times?: number
}

/** An answer in the recording's form: the headers that count, and a body without what varies. */
export interface NormalAnswer {
  status: number
  headers: Record<string, string>
  /** Null when empty; `{ $text }` when it is not JSON. */
  body: unknown
  /** Those that are set, by name; only part two has any. */
  cookies?: Cookie[]
  /** How often which status came, of a request that was sent several times. */
  statuses?: Record<string, number>
}

/** A `Set-Cookie`; the attributes in lower case, without `expires`. */
export interface Cookie {
  name: string
  value?: string
  deleted?: true
  [attribute: string]: unknown
}

/** What a shell on the server did or asked. */
export interface RecordedHook {
  op: string
  user?: string
  [detail: string]: unknown
}

/** One step of a scenario. */
export type RecordedExchange =
  | { request: RecordedRequest; response: NormalAnswer; or?: NormalAnswer }
  | { hook: RecordedHook; answer: unknown; capture?: Record<string, string> }

/** Requests that are sent one after the other to a freshly seeded system. */
export interface Scenario {
  name: string
  group: string
  /** The number of the step that it is about; only part two tells. */
  step?: string
  /** The answer is unsafe, or astonishing. */
  trap?: true
  note?: string
  exchanges: RecordedExchange[]
}

interface Recording {
  users: Record<string, { id: number; password: string }>
  scenarios: Scenario[]
}

/** What the real Django REST framework answered to version 1; the file says how it was made. */
export const recording = read('recorded.json')

/** The same for version 2. */
export const recordingV2 = read('recorded-v2.json')

function read(name: string): Recording {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
}
