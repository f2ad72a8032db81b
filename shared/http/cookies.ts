import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request } from 'express'
import { now } from '../clock.ts'
import { isSecure } from './is-secure.ts'

/** How a cookie is kept by a browser. */
export interface CookieOptions {
  /** In seconds. */
  maxAge: number
  /** Out of reach of the page's scripts. */
  httpOnly?: boolean
}

/**
 * The values that cookies of this name have: more than one where somebody has added to what the
 * browser sends, from another path or from a neighbouring host.
 */
export function cookieValues({ headers }: Request, name: string): string[] {
  const pairs = (headers.cookie ?? '').split(';').filter((pair) => pair.trim().startsWith(name))
  // One at a time: of two with one name the parser keeps the first, and tells nobody.
  const values = pairs.map((pair) => parseCookie(pair, { decode: (value) => value })[name])
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** Has the browser keep a cookie for this host and send it with every request of the same site. */
export function setCookie(
  request: Request,
  name: string,
  value: string,
  { maxAge, httpOnly = false }: CookieOptions,
): void {
  const expires = maxAge > 0 ? new Date(now().getTime() + maxAge * 1000) : new Date(0)
  const { res: response } = request
  const secure = isSecure(request)
  const options = { maxAge, expires, path: '/', sameSite: 'lax', httpOnly, secure } as const
  const others = [response?.getHeader('Set-Cookie') ?? []]
    .flat()
    .map(String)
    .filter((line) => !line.startsWith(`${name}=`))
  response?.setHeader('Set-Cookie', [...others, stringifySetCookie(name, value, options)])
  response?.vary('Cookie')
}

/** Has the browser forget a cookie. */
export function deleteCookie(request: Request, name: string): void {
  setCookie(request, name, '', { maxAge: 0 })
}
