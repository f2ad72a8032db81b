import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
]

/** The headers of every response, including refusals. */
export const HEADERS = {
  'Content-Security-Policy': POLICY.join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** The headers of the page's own actions. A form or an image of another site cannot send them. */
const OWN_HEADER = 'x-workshop'

/** A response that replaces the requested one. */
export interface Turned {
  status: number
  text: string
  headers?: Record<string, string>
}

/**
 * Allows only the page itself: no other web page, no other host name, and no client without the
 * link.
 */
export class Guard {
  readonly #session = secret()
  /** Works for one visit. */
  #link: string | undefined
  #hosts: string[] = []
  #cookie = ''

  listenOn(port: number): void {
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
    // A browser sends the cookies of a host to all of its ports, so each workshop has its own
    // cookie name.
    this.#cookie = `workshop_${port}`
  }

  /** A new address, which replaces the previous one. */
  newLink(): string {
    this.#link = secret()
    return `http://${this.#hosts[0]}/in/${this.#link}`
  }

  /** The response of a refused request, or undefined if it is allowed. */
  turn(request: IncomingMessage): Turned | undefined {
    const { url = '', method, headers } = request
    const { host = '', origin } = headers
    if (!namesOneHost(request) || !this.#hosts.includes(host)) return no(403, 'Wrong host.')
    if (!url.startsWith('/') || url.startsWith('//')) return no(400, 'Wrong target.')
    if (origin !== undefined && origin !== `http://${host}`) return no(403, 'Wrong origin.')
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return no(403, 'Another site sent this request. Type or paste the address instead.')
    }
    if (method === 'GET' && url.startsWith('/in/')) return this.#enter(url.slice('/in/'.length))
    if (!this.#knows(headers.cookie)) {
      return no(401, 'Press o in the terminal, or run npm run page: that opens this page.')
    }
    if (method === 'GET') return undefined
    if (method !== 'POST') return no(405, 'GET or POST.')
    if (origin === undefined) return no(403, 'The Origin header is missing.')
    if (headers['content-type'] !== 'application/json') return no(415, 'JSON only.')
    return headers[OWN_HEADER] === '1' ? undefined : no(403, 'Not sent by the page.')
  }

  #enter(given: string): Turned {
    if (!this.#link || !isSame(given, this.#link)) {
      return no(
        401,
        'This link has been used already, or there is a newer one. Press o for a new link.',
      )
    }
    this.#link = undefined
    const cookie = `${this.#cookie}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`
    return { status: 303, text: '', headers: { Location: '/', 'Set-Cookie': cookie } }
  }

  #knows(cookies = ''): boolean {
    const name = `${this.#cookie}=`
    const own = cookies.split('; ').find((cookie) => cookie.startsWith(name))
    return own !== undefined && isSame(own.slice(name.length), this.#session)
  }
}

function no(status: number, text: string): Turned {
  return { status, text }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Node keeps only the first of two such headers. */
function namesOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name)).length === 1
}
