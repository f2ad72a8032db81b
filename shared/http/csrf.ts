import type { Request } from 'express'
import { DIGITS, getRandomString, LETTERS } from '../crypto.ts'
import { cookieValues, setCookie } from './cookies.ts'
import { isSecure } from './is-secure.ts'

/**
 * The tokens of `django.middleware.csrf`: a secret of 32 signs lies in a cookie, and is never shown as
 * it is. Each time another mask is put over it, so that no two answers hold the same text.
 *
 * https://docs.djangoproject.com/en/3.2/ref/csrf/#how-it-works
 */
const CHARS = LETTERS + DIGITS
const SECRET_LENGTH = 32
const COOKIE_NAME = 'csrftoken'
/** A year without a day, in seconds. */
const COOKIE_AGE = 31_449_600

/** What an answer to this request has set; it counts from then on. */
const replaced = new WeakMap<Request, string>()

/** What the cookie holds, as a token of 64 signs; undefined without a cookie. */
export function csrfCookie(request: Request): string | undefined {
  const [value, ...others] = cookieValues(request, COOKIE_NAME)
  // Of two cookies one is not ours, and nobody can tell which: neither is worth anything.
  const sent = value === undefined || others.length === 0 ? value : ''
  return replaced.get(request) ?? (sent === undefined ? undefined : sanitizeToken(sent))
}

/** A token for a page to send along, each time with another mask; sets the cookie that belongs to it. */
export function getToken(request: Request): string {
  const token = csrfCookie(request) ?? newToken()
  setCsrfCookie(request, token)
  return maskSecret(unmaskToken(token))
}

/** Has the browser forget the secret that it knows: who has seen it before a login cannot use it after. */
export function rotateToken(request: Request): void {
  setCsrfCookie(request, newToken())
}

function setCsrfCookie(request: Request, token: string): void {
  replaced.set(request, token)
  // Readable by scripts: a page has to send it along.
  setCookie(request, COOKIE_NAME, token, { maxAge: COOKIE_AGE })
}

function newToken(): string {
  return maskSecret(getRandomString(SECRET_LENGTH))
}

/** A token of 64 signs as it is, a bare secret with a mask; for anything else one that fits no other. */
export function sanitizeToken(text: string): string {
  if (!/^[A-Za-z0-9]+$/.test(text)) return newToken()
  if (text.length === 2 * SECRET_LENGTH) return text
  return text.length === SECRET_LENGTH ? maskSecret(text) : newToken()
}

/** Hides a secret: the mask, then each sign of the secret moved on by the sign of the mask. */
function maskSecret(secret: string): string {
  const mask = getRandomString(SECRET_LENGTH)
  return mask + shift(secret, mask, 1)
}

/** The secret in a token of 64 signs. */
export function unmaskToken(token: string): string {
  return shift(token.slice(SECRET_LENGTH), token.slice(0, SECRET_LENGTH), -1)
}

function shift(text: string, by: string, direction: 1 | -1): string {
  const moved = [...text].map((sign, at) => {
    const place = CHARS.indexOf(sign) + direction * CHARS.indexOf(by[at] as string)
    return CHARS.at(place % CHARS.length)
  })
  return moved.join('')
}

/**
 * Why the page that sends the request is none of ours, as far as the browser tells where it comes
 * from; undefined when nothing speaks against it.
 */
export function originFailure(request: Request): string | undefined {
  const { origin, host } = request.headers
  const protocol = isSecure(request) ? 'https' : 'http'
  if (origin === undefined || origin === `${protocol}://${host}`) return undefined
  return `Origin checking failed - ${origin} does not match any trusted origins.`
}

/** The same by the page's address, which is asked for under https alone: http hides or forges it. */
export function refererFailure(request: Request): string | undefined {
  if (!isSecure(request)) return undefined
  const { referer, host = '' } = request.headers
  if (referer === undefined) return 'Referer checking failed - no Referer.'
  const [, scheme, authority] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]+)/i.exec(referer) ?? []
  if (!scheme || !authority) return 'Referer checking failed - Referer is malformed.'
  if (scheme.toLowerCase() !== 'https') {
    return 'Referer checking failed - Referer is insecure while host is secure.'
  }
  if (authority === host.toLowerCase()) return undefined
  return `Referer checking failed - ${referer} does not match any trusted origins.`
}
