import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { now } from '../clock.ts'
import { DIGITS, getRandomString } from '../crypto.ts'
import { isoFormat } from '../db/iso-format.ts'
import { cookieValues, deleteCookie, setCookie } from '../http/cookies.ts'
import { Session } from './session.ts'

const COOKIE_NAME = 'sessionid'
/** Two weeks, in seconds. */
const COOKIE_AGE = 1_209_600
const KEY_LENGTH = 32
const KEY_CHARS = `abcdefghijklmnopqrstuvwxyz${DIGITS}`

/**
 * The session of one browser, found by the key in its cookie `sessionid`.
 *
 * https://docs.djangoproject.com/en/stable/topics/http/sessions/
 */
export class SessionStore {
  readonly #request: Request
  #key: string | undefined
  #data: Map<string, string>

  private constructor(request: Request, key: string | undefined, data: Map<string, string>) {
    this.#request = request
    this.#key = key
    this.#data = data
  }

  /** The session for the request's cookie, or a new, empty one that is not stored yet. */
  static async open(request: Request): Promise<SessionStore> {
    request.res?.vary('Cookie')
    const [key, ...others] = cookieValues(request, COOKIE_NAME)
    // An attacker has set one of the two. Deleting a cookie could delete the browser's own.
    if (key === undefined || others.length > 0)
      return new SessionStore(request, undefined, new Map())
    const stored = await Session.objects.find({ digest: digestOf(key) })
    if (stored && new Date(stored.expireDate) > now()) {
      return new SessionStore(request, key, new Map(JSON.parse(stored.data)))
    }
    deleteCookie(request, COOKIE_NAME)
    return new SessionStore(request, undefined, new Map())
  }

  /** The key in the browser's cookie. It is empty while the session is not stored. */
  get key(): string {
    return this.#key ?? ''
  }

  get(name: string): string | undefined {
    return this.#data.get(name)
  }

  /** Sets a value. It is stored when the session is saved. */
  set(name: string, value: string): void {
    this.#data.set(name, value)
  }

  /** Stores the session for two weeks from now, and sets the cookie. */
  async save(): Promise<void> {
    const expireDate = isoFormat(new Date(now().getTime() + COOKIE_AGE * 1000))
    const values = { data: JSON.stringify([...this.#data]), expireDate }
    // If the row was deleted meanwhile, the session was logged out, so its key must not be reused.
    const isThere = (await Session.objects.update({ digest: digestOf(this.key) }, values)) > 0
    if (!isThere) {
      this.#key = getRandomString(KEY_LENGTH, KEY_CHARS)
      await Session.objects.create({ digest: digestOf(this.#key), ...values })
    }
    setCookie(this.#request, COOKIE_NAME, this.key, { maxAge: COOKIE_AGE, httpOnly: true })
  }

  /** Gives the session a new key and keeps its values. The old key stops working. */
  async cycleKey(): Promise<void> {
    if (this.#key !== undefined) await Session.objects.delete({ digest: digestOf(this.#key) })
    this.#key = undefined
  }

  /** Deletes the session, its values and its key, here and in the browser. */
  async flush(): Promise<void> {
    await this.cycleKey()
    this.#data = new Map()
    deleteCookie(this.#request, COOKIE_NAME)
  }
}

const sessions = new WeakMap<Request, Promise<SessionStore>>()

/** The session of the browser that sends the request: Django's `request.session`. */
export function sessionOf(request: Request): Promise<SessionStore> {
  const session = sessions.get(request) ?? SessionStore.open(request)
  sessions.set(request, session)
  return session
}

/** The stored digest of a key. A key of 32 random characters needs no salt. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
