import { parseSetCookie } from 'cookie'
import type { Exchange } from '../../../checks/harness/exchange.ts'

/** What a browser of a check has. */
export interface CheckBrowser {
  /** The user who is logged in. */
  user?: string
  /** The CSRF tokens that it has requested since its cookie was set. */
  tokens: ReadonlySet<string>
}

type Requested = Extract<Exchange, { request: unknown }>

const SESSION = '/api/v2/session/'
const CSRF = '/api/v2/csrf/'

/** The browsers of a check, by the cookies that they send, as far as its exchanges show them. */
export class CheckBrowsers {
  readonly #browsers = new Map<string, CheckBrowser>([['', { tokens: new Set() }]])
  readonly #secrets = new Set<string>()

  constructor(exchanges: Exchange[]) {
    for (const each of exchanges) if ('request' in each) this.#read(each)
  }

  /** The browser that sends this `Cookie` header, if responses have set all of its cookies. */
  withCookies(header: unknown): CheckBrowser | undefined {
    return typeof header === 'string' ? this.#browsers.get(header) : undefined
  }

  /** Whether a text has a cookie or a CSRF token of the check. */
  isIn(text: string): boolean {
    return [...this.#secrets].some((secret) => text.includes(secret))
  }

  #read({ request: { method, path, headers, body }, answer }: Requested): void {
    const sent = headers.Cookie ?? ''
    const before = this.withCookies(sent)
    if (!before) return
    const isLogin = method === 'POST' && path === SESSION && answer.status === 200
    if (isLogin) this.#endSession(String(sent))
    const lines = answer.headers['set-cookie']?.split('\n') ?? []
    const cookies = withSet(String(sent), lines)
    for (const value of cookies.values()) if (value !== '') this.#secrets.add(value)
    const after = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const known = this.#browsers.get(after)?.tokens ?? []
    const { csrfToken } = (answer.body ?? {}) as { csrfToken?: unknown }
    const isToken = method === 'GET' && path === CSRF && typeof csrfToken === 'string'
    if (isToken) this.#secrets.add(csrfToken)
    const user = isLogin ? usernameIn(body) : before.user
    const tokens = new Set([...known, ...(isToken ? [csrfToken] : [])])
    this.#browsers.set(after, { ...(user !== undefined && { user }), tokens })
  }

  /** A login replaces the session of its browser, also in a copy of the browser. */
  #endSession(cookies: string): void {
    const [session] = /sessionid=[^;]+/.exec(cookies) ?? []
    if (!session) return
    for (const header of this.#browsers.keys()) {
      if (header.includes(session)) this.#browsers.delete(header)
    }
  }
}

function withSet(header: string, lines: string[]): Map<string, string> {
  const pairs = header === '' ? [] : header.split('; ').map((pair) => pair.split(/=(.*)/s))
  const cookies = new Map(pairs.map(([name = '', value = '']) => [name, value]))
  for (const line of lines) {
    const { name, value = '', maxAge } = parseSetCookie(line)
    if (maxAge === 0) cookies.delete(name)
    else cookies.set(name, value)
  }
  return cookies
}

function usernameIn(body = ''): string | undefined {
  try {
    const { username } = JSON.parse(body) ?? {}
    return typeof username === 'string' ? username : undefined
  } catch {
    return undefined
  }
}
