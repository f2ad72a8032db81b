import type { AskedHook } from '../harness/exchange.ts'

/** A name with a value. In headers and forms, a name can occur twice. */
export type Pair = [name: string, value: string]

/**
 * One request, as data. In its texts, `{{alice.key}}` is the key of alice's token, and
 * `{{alice.old}}` the previous one. `|slice:0:8`, `|upper`, `|lower` and `|base64` change the
 * value. `{{alice.csrf}}` is the newest CSRF token in alice's browser, `{{alice.sessionid}}` the
 * browser's session cookie, and `{{alice.hash}}` alice's stored password hash.
 */
export interface Ask {
  method: string
  path: string
  query?: Pair[]
  headers?: Pair[]
  json?: unknown
  form?: Pair[]
  raw?: { type: string; text: string }
  /** The browser that sends the request: it sends its cookies, and stores new ones. */
  browser?: string
}

/** A move of a session: a hook, a request, or several requests. */
export type Move = { hook: AskedHook } | { ask: Ask } | Burst

/** Requests that are sent at the same time, or one after the other. */
export interface Burst {
  burst: Ask[]
  inOrder?: true
  /** Compares only their statuses and what is stored: their bodies depend on which one is first. */
  statusesOnly?: true
}

/** Some users, and what they do one after the other. */
export interface Session {
  seed: number
  /** How many ids to skip before those of the users. */
  skip: number
  moves: Move[]
}
