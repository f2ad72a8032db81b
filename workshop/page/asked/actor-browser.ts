import { parseSetCookie } from 'cookie'
import type { BrowserState, KeptCookie } from '../page-state.ts'
import { textIn } from './text-in.ts'

const SESSION = '/api/v2/session/'
const CSRF = '/api/v2/csrf/'

interface Cookie extends KeptCookie {
  path: string
  endsAt: number
}

/** The browser of one actor: it stores the cookies of responses, and sends them. */
export class ActorBrowser {
  readonly #cookies = new Map<string, Cookie>()
  #user: string | undefined
  #csrfToken: string | undefined

  /** Stores the cookies of a response, and notes a login or a logout. */
  take(method: string, path: string, { status, headers, body }: Answer): void {
    for (const line of headers['set-cookie']?.split('\n') ?? []) this.#keep(line)
    if (path.split('?')[0] === CSRF && status === 200) this.#csrfToken = textIn(body, 'csrfToken')
    if (path.split('?')[0] !== SESSION) return
    if (method === 'POST' && status === 200) {
      this.#user = textIn(body, 'username')
      // Afterwards, the earlier token is not valid.
      this.#csrfToken = undefined
    }
    if (method === 'DELETE' && status === 204) this.#user = undefined
  }

  /** The `Cookie` header for this path, if there are cookies to send. */
  cookieHeader(path: string): string | undefined {
    const sent = this.#living().filter((cookie) => path.startsWith(cookie.path))
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ') || undefined
  }

  /** The CSRF token that the API's own page sends: the one it has requested, or the cookie's. */
  get csrfToken(): string | undefined {
    return this.#csrfToken ?? this.#living().find(({ name }) => name === 'csrftoken')?.value
  }

  get state(): BrowserState {
    const cookies = this.#living().map(({ name, value, about }) => ({ name, value, about }))
    return { user: this.#user, cookies }
  }

  #keep(line: string): void {
    const read = parseSetCookie(line, { decode: (value) => value })
    const { name, value = '', path = '/', maxAge, expires } = read
    const endsAt = maxAge === undefined ? Number(expires ?? Infinity) : Date.now() + maxAge * 1000
    const about = line
      .split('; ')
      .slice(1)
      .filter((part) => !part.startsWith('Expires='))
    this.#cookies.set(`${path} ${name}`, { name, value, path, endsAt, about: about.join('; ') })
  }

  #living(): Cookie[] {
    return [...this.#cookies.values()].filter(({ endsAt }) => endsAt > Date.now())
  }
}

interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}
