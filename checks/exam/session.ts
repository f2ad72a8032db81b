import type { AskedHook } from '../harness/exchange.ts'

/** A name with a value, as headers and forms have them: a name may come twice. */
export type Pair = [name: string, value: string]

/**
 * One request, as data. In its texts `{{alice.key}}` is the key of alice's token, `{{alice.old}}` the
 * one before; `|slice:0:8`, `|upper`, `|lower` and `|base64` change it. `{{alice.csrf}}` is the CSRF token
 * that a page in alice's browser has read last, and `{{alice.sessionid}}` the browser's cookie.
 * `{{alice.hash}}` is the password as it is stored.
 */
export interface Ask {
  method: string
  path: string
  query?: Pair[]
  headers?: Pair[]
  json?: unknown
  form?: Pair[]
  raw?: { type: string; text: string }
  /** Whose browser sends it: it sends the cookies along that answers have set, and keeps new ones. */
  browser?: string
}

/** What happens in a session: something behind the API's back, a request, or some, at once or in order. */
export type Move = { hook: AskedHook } | { ask: Ask } | { burst: Ask[]; inOrder?: true }

/** Some people, and what they do one after the other. */
export interface Session {
  seed: number
  /** How many ids are left out before those of the users. */
  skip: number
  moves: Move[]
}
