import type { Request } from 'express'
import { DIGITS, getRandomString, LETTERS } from '../crypto.ts'
import { cookieValues, setCookie } from './cookies.ts'
import { isSecure } from './is-secure.ts'

/**
 * The tokens of `django.middleware.csrf`. A cookie holds a secret of 32 characters, never in clear:
 * every response hides it with another mask, so that no two responses contain the same text.
 *
 * https://docs.djangoproject.com/en/3.2/ref/csrf/#how-it-works
 */
const CHARS = LETTERS + DIGITS
const SECRET_LENGTH = 32
const COOKIE_NAME = 'csrftoken'
/** A year without a day, in seconds. */
const COOKIE_AGE = 31_449_600

/** The token that the response to this request sets. It counts from then on. */
const replaced = new WeakMap<Request, string>()

/** The token in the cookie, of 64 characters, or undefined without a cookie. */
export function csrfCookie(request: Request): string | undefined {
  const [value, ...others] = cookieValues(request, COOKIE_NAME)
  // One of two cookies is not ours, and there is no way to tell which, so neither counts.
  const sent = value === undefined || others.length === 0 ? value : ''
  return replaced.get(request) ?? (sent === undefined ? undefined : sanitizeToken(sent))
}

/** Returns a token for a page to send, each time with another mask, and sets its cookie. */
export function getToken(request: Request): string {
  const token = csrfCookie(request) ?? newToken()
  setCsrfCookie(request, token)
  return maskSecret(unmaskToken(token))
}

/** Replaces the secret, so that one from before a login is useless after it. */
export function rotateToken(request: Request): void {
  setCsrfCookie(request, newToken())
}

function setCsrfCookie(request: Request, token: string): void {
  replaced.set(request, token)
  // Readable by scripts, because a page has to send it.
  setCookie(request, COOKIE_NAME, token, { maxAge: COOKIE_AGE })
}

function newToken(): string {
  return maskSecret(getRandomString(SECRET_LENGTH))
}

/** Returns a token of 64 characters unchanged, masks a bare secret, and replaces anything else. */
export function sanitizeToken(text: string): string {
  if (!/^[A-Za-z0-9]+$/.test(text)) return newToken()
  if (text.length === 2 * SECRET_LENGTH) return text
  return text.length === SECRET_LENGTH ? maskSecret(text) : newToken()
}

/** Masks a secret: the mask, then each character of the secret shifted by that of the mask. */
function maskSecret(secret: string): string {
  const mask = getRandomString(SECRET_LENGTH)
  return mask + shift(secret, mask, 1)
}

/** The secret in a token of 64 characters. */
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
 * The reason to refuse the request because of its `Origin` header, or undefined if it is our own
 * or missing.
 */
export function originFailure(request: Request): string | undefined {
  const { origin, host } = request.headers
  const protocol = isSecure(request) ? 'https' : 'http'
  if (origin === undefined || origin === `${protocol}://${host}`) return undefined
  return `Origin checking failed - ${origin} does not match any trusted origins.`
}

/** The same for the `Referer` header. It is checked only over https: over http it can be forged. */
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
