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
}

/** An answer in the recording's form: the headers that count, and a body without what varies. */
export interface NormalAnswer {
  status: number
  headers: Record<string, string>
  /** Null when empty; `{ $text }` when it is not JSON. */
  body: unknown
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
  | { hook: RecordedHook; answer: unknown }

/** Requests that are sent one after the other to a freshly seeded system. */
export interface Scenario {
  name: string
  group: string
  note?: string
  exchanges: RecordedExchange[]
}

interface Recording {
  users: Record<string, { id: number; password: string }>
  scenarios: Scenario[]
}

/** What the real Django REST framework answered; the file says how it was made. */
export const recording: Recording = JSON.parse(
  readFileSync(new URL('recorded.json', import.meta.url), 'utf8'),
)
