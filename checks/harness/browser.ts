import { parseSetCookie } from 'cookie'
import type { Method } from '../policy.ts'
import { expectAnswer, type Options, send } from './client.ts'
import type { Answer } from './exchange.ts'
import type { Person } from './people.ts'
import type { ValueLike } from './value-like.ts'

const SESSION = '/api/v2/session/'

/** A browser: it stores the cookies that responses set, and sends them with every request. */
export class Browser {
  readonly cookies = new Map<string, string>()

  /** Sends a request as another site can cause it: with the cookies, and nothing else. */
  async send(method: Method, path: string, options: Options = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie && { Cookie: cookie }), ...options.headers }
    const answer = await send(method, path, { ...options, headers })
    for (const line of answer.headers['set-cookie']?.split('\n') ?? []) {
      const { name, value = '', maxAge } = parseSetCookie(line)
      if (maxAge === 0) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }

  /** Sends a request as a page of the API does: with a CSRF token. */
  async sendWithToken(method: Method, path: string, options: Options = {}): Promise<Answer> {
    const headers = { 'X-CSRFToken': await this.csrfToken(), ...options.headers }
    return this.send(method, path, { ...options, headers })
  }

  /** Requests a CSRF token, as a page does. */
  async csrfToken(headers: Options['headers'] = {}): Promise<string> {
    const answer = await this.send('GET', '/api/v2/csrf/', { headers })
    expectAnswer(answer, { status: 200 })
    return (answer.body as { csrfToken: string }).csrfToken
  }

  /** Logs a user in. */
  async login({ username, password }: Person, headers: Options['headers'] = {}): Promise<Answer> {
    const options = { headers, json: { username, password } }
    return this.sendWithToken('POST', SESSION, options)
  }

  /** Requests the user who is logged in. */
  async whoAmI(): Promise<Answer> {
    return this.send('GET', SESSION)
  }

  /** Ends the session. */
  async logout(): Promise<Answer> {
    return this.sendWithToken('DELETE', SESSION)
  }
}

/** A browser in which this person is logged in. */
export async function browserOf(person: Person): Promise<Browser> {
  const browser = new Browser()
  expectAnswer(await browser.login(person), { status: 200 })
  return browser
}

/** Matches a `Set-Cookie` header that has all of these attributes, among others. */
export function aCookie(name: string, ...attributes: string[]): ValueLike {
  const each = attributes.map((attribute) => `(?=.*; ${attribute}(;|$))`).join('')
  const pattern = new RegExp(`^${each}${name}=`, 'im')
  return { description: `a cookie: ${[`${name}=…`, ...attributes].join('; ')}`, pattern }
}
