import { expect, it } from 'vitest'
import { ActorBrowser } from './actor-browser.ts'

const SESSION = '/api/v2/session/'

function answered(status: number, cookies: string[] = [], body: object = {}) {
  const headers: Record<string, string> =
    cookies.length > 0 ? { 'set-cookie': cookies.join('\n') } : {}
  return { status, headers, body: JSON.stringify(body) }
}

it('stores cookies, sends them, and deletes expired ones', () => {
  const browser = new ActorBrowser()
  expect(browser.cookieHeader('/')).toBeUndefined()
  const until = 'Expires=Wed, 09 Jun 2100 10:18:14 GMT'
  browser.take(
    'GET',
    '/',
    answered(200, [`a=1; Max-Age=60; ${until}; Path=/; SameSite=Lax`, 'b=2']),
  )
  expect(browser.cookieHeader('/x/')).toBe('a=1; b=2')
  expect(browser.state.cookies[0]).toEqual({
    name: 'a',
    value: '1',
    about: 'Max-Age=60; Path=/; SameSite=Lax',
  })
  browser.take('GET', '/', answered(200, ['a=3', 'b=; Max-Age=0']))
  expect(browser.cookieHeader('/')).toBe('a=3')
  browser.take('GET', '/', answered(200, ['a=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT']))
  expect(browser.cookieHeader('/')).toBeUndefined()
})

it('sends a cookie only to its path, and unchanged', () => {
  const browser = new ActorBrowser()
  browser.take('GET', '/', answered(200, ['a=%41 "b"; Path=/api/v2/']))
  expect(browser.cookieHeader('/api/tasks/')).toBeUndefined()
  expect(browser.cookieHeader('/api/v2/tasks/')).toBe('a=%41 "b"')
})

it('has the CSRF token of the cookie, or the one that it has requested', () => {
  const browser = new ActorBrowser()
  expect(browser.csrfToken).toBeUndefined()
  browser.take('GET', '/api/v2/csrf/', answered(200, ['csrftoken=x; Path=/']))
  expect(browser.csrfToken).toBe('x')
  browser.take('GET', '/api/v2/csrf/', answered(200, [], { csrfToken: 'masked' }))
  expect(browser.csrfToken).toBe('masked')
  browser.take('POST', SESSION, answered(200, ['csrftoken=y; Path=/'], { username: 'bob' }))
  expect(browser.csrfToken).toBe('y')
})

it('notes the user who is logged in, from the responses only', () => {
  const browser = new ActorBrowser()
  const user = () => browser.state.user
  browser.take('POST', SESSION, answered(400, [], { username: 'bob' }))
  browser.take('POST', '/api/register/', answered(200, [], { username: 'bob' }))
  expect(user()).toBeUndefined()
  browser.take('POST', SESSION, answered(200, [], { username: 'bob' }))
  expect(user()).toBe('bob')
  browser.take('DELETE', SESSION, answered(403))
  expect(user()).toBe('bob')
  browser.take('DELETE', SESSION, answered(204))
  expect(user()).toBeUndefined()
})

it('accepts a response that is not valid', () => {
  const browser = new ActorBrowser()
  const headers = { 'set-cookie': '\n;;\n=x\n\u0000' }
  browser.take('POST', SESSION, { status: 200, headers, body: '<html>' })
  expect(browser.state.user).toBeUndefined()
})
