import type { Request } from 'express'
import { expect, it } from 'vitest'
import { csrfCookie, getToken, rotateToken, sanitizeToken, unmaskToken } from './csrf.ts'

/** A request with these cookies, and the cookies that its response sets. */
function requestWith(cookie?: string): { request: Request; cookies: () => string[] } {
  const headers = new Map<string, string[]>()
  const res = {
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, lines: string[]) => headers.set(name, lines),
    vary: () => res,
  }
  const request = { headers: { cookie }, socket: {}, res } as never
  return { request, cookies: () => headers.get('Set-Cookie') ?? [] }
}

const ofCookie = ([line = '']: string[]) => /^csrftoken=([A-Za-z0-9]{64});/.exec(line)?.[1] ?? ''

it('masks a secret as Django does: each character is shifted through a-z, A-Z, 0-9', () => {
  // The result of Django 3.2's _unmask_cipher_token.
  expect(unmaskToken('a'.repeat(32) + 'Z'.repeat(32))).toBe('Z'.repeat(32))
  expect(unmaskToken('b'.repeat(32) + 'a'.repeat(32))).toBe('9'.repeat(32))
  expect(unmaskToken('9'.repeat(32) + 'a'.repeat(32))).toBe('b'.repeat(32))
  expect(unmaskToken(sanitizeToken('q'.repeat(32)))).toBe('q'.repeat(32))
})

it('returns a different token each time, for the same secret', () => {
  const { request, cookies } = requestWith()
  const [one, other] = [getToken(request), getToken(request)]
  expect(one).not.toBe(other)
  expect(cookies()).toHaveLength(1)
  const secret = unmaskToken(ofCookie(cookies()))
  expect([unmaskToken(one), unmaskToken(other)]).toEqual([secret, secret])
})

it('keeps the cookie of the browser', () => {
  const cookie = 'a1B2'.repeat(16)
  const { request, cookies } = requestWith(`csrftoken=${cookie}`)
  expect(unmaskToken(getToken(request))).toBe(unmaskToken(cookie))
  expect(ofCookie(cookies())).toBe(cookie)
})

it.each(['', 'x', '-'.repeat(64), 'a'.repeat(63), '%61'.repeat(64), 'é'.repeat(64)])(
  'replaces an invalid cookie: %s',
  (value) => {
    const { request, cookies } = requestWith(`csrftoken=${value}`)
    getToken(request)
    expect(ofCookie(cookies())).toHaveLength(64)
  },
)

it('changes the secret on request', () => {
  const old = 'a1B2'.repeat(16)
  const { request, cookies } = requestWith(`csrftoken=${old}`)
  rotateToken(request)
  expect(csrfCookie(request)).toBe(ofCookie(cookies()))
  expect(unmaskToken(ofCookie(cookies()))).not.toBe(unmaskToken(old))
})

it('ignores two cookies with different values, in either order', () => {
  const [one, other] = ['a'.repeat(64), 'b'.repeat(64)] as const
  const found = (cookie: string) => csrfCookie(requestWith(cookie).request)
  for (const cookies of [
    `csrftoken=${one}; csrftoken=${other}`,
    `csrftoken=${other};csrftoken=${one}`,
  ]) {
    expect([one, other, undefined]).not.toContain(found(cookies))
  }
  expect(found(`csrftoken=${one}; x=1; csrftoken=${one}`)).toBe(one)
  expect(found(`CSRFTOKEN=${one}; csrftoken2=${one}; __proto__=${one}; csrftoken`)).toBeUndefined()
})
