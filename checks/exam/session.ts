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
export type Move = { hook: AskedHook } | { ask: Ask } | Burst | Held

/** Requests that are sent at the same time, or one after the other. */
export interface Burst {
  burst: Ask[]
  inOrder?: true
  /** Compares only their statuses and what is stored: their bodies depend on which one is first. */
  statusesOnly?: true
}

/** A request whose body arrives only after other moves. The server has its headers before them. */
export interface Held {
  held: Ask
  during: Move[]
}

/** The requests of a move, in the order of their responses. */
export function asksOf(move: Move): Ask[] {
  if ('ask' in move) return [move.ask]
  if ('burst' in move) return move.burst
  return 'held' in move ? [...move.during.flatMap(asksOf), move.held] : []
}

/** Some users, and what they do one after the other. */
export interface Session {
  seed: number
  /** How many ids to skip before those of the users. */
  skip: number
  moves: Move[]
}
