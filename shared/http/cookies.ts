import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request } from 'express'
import { now } from '../clock.ts'
import { isSecure } from './is-secure.ts'

/** How a browser keeps a cookie. */
export interface CookieOptions {
  /** In seconds. */
  maxAge: number
  /** Scripts cannot read it. */
  httpOnly?: boolean
}

/**
 * The values of all cookies of this name. There can be more than one if an attacker has set one
 * for another path or from another host of the domain.
 */
export function cookieValues({ headers }: Request, name: string): string[] {
  const pairs = (headers.cookie ?? '').split(';').filter((pair) => pair.trim().startsWith(name))
  // One at a time: of two with the same name, the parser silently keeps the first.
  const values = pairs.map((pair) => parseCookie(pair, { decode: (value) => value })[name])
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** Sets a cookie that the browser sends to this host with every request from the same site. */
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

/** Deletes a cookie in the browser. */
export function deleteCookie(request: Request, name: string): void {
  setCookie(request, name, '', { maxAge: 0 })
}
