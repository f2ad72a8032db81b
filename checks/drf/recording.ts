import { readFileSync } from 'node:fs'

/** Header names and values, as pairs if a name occurs twice. One character is one byte. */
export type RecordedHeaders = Record<string, string> | [string, string][]

/** A recorded request. Its texts can contain variables such as `{{alice.token}}`. */
export interface RecordedRequest {
  method: string
  path: string
  headers?: RecordedHeaders
  json?: unknown
  form?: RecordedHeaders
  multipart?: RecordedHeaders
  raw?: string
  raw_latin1?: string
  /** Variables to set, each with the path of its value in the JSON response. */
  capture?: Record<string, string>
  compare?: 'no-body' | 'info'
  /** The browser whose cookies are sent, and which stores those that are set. */
  jar?: string
  /** How often the request is sent. `{{i}}` counts from 0. */
  times?: number
}

/**
 * A response as it is recorded: only the headers that are compared, and a body without values that
 * vary.
 */
export interface NormalAnswer {
  status: number
  headers: Record<string, string>
  /** Null if there is no body, `{ $text }` if it is not JSON. */
  body: unknown
  /** The cookies that are set, by name. Only scenarios of part two have them. */
  cookies?: Cookie[]
  /** How often each status came, for a request that was sent several times. */
  statuses?: Record<string, number>
}

/** A `Set-Cookie` header, with its attributes in lower case and without `expires`. */
export interface Cookie {
  name: string
  value?: string
  deleted?: true
  [attribute: string]: unknown
}

/** A hook: what a shell on the server could do. */
export interface RecordedHook {
  op: string
  user?: string
  [detail: string]: unknown
}

/** One step of a scenario. */
export type RecordedExchange =
  | { request: RecordedRequest; response: NormalAnswer; or?: NormalAnswer }
  | { hook: RecordedHook; answer: unknown; capture?: Record<string, string> }

/** Requests that are sent one after the other to a newly seeded system. */
export interface Scenario {
  name: string
  group: string
  /** The number of the step that the scenario is about. Only part two has it. */
  step?: string
  /** The response is unsafe, or surprising. */
  trap?: true
  note?: string
  exchanges: RecordedExchange[]
}

interface Recording {
  users: Record<string, { id: number; password: string }>
  scenarios: Scenario[]
}

/**
 * The responses of the real Django REST framework, for version 1. The file says how it was made.
 */
export const recording = read('recorded.json')

/** The same for version 2. */
export const recordingV2 = read('recorded-v2.json')

function read(name: string): Recording {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
}
