import { beforeEach, describe, it } from 'vitest'
import { unmaskToken } from '#shared/http/csrf.ts'
import { expectThrottled, login } from '../harness/attempts.ts'
import { aCookie, Browser, browserOf } from '../harness/browser.ts'
import { expectAnswer, hook, hookIfOffered, type Method, send } from '../harness/client.ts'
import type { Answer } from '../harness/exchange.ts'
import { newToken, newUser, type Person, random, startCheck, v2TokenOf } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'
import { expectList, newTasks } from '../harness/tasks.ts'
import { letPass } from '../harness/time.ts'
import { AN_ID } from '../harness/value-like.ts'

const SESSION = '/api/v2/session/'
const TOKEN_FIRST = '/api/v2/demo/token-first/'
const SESSION_FIRST = '/api/v2/demo/session-first/'
const TASKS = '/api/v2/tasks/'

/** The host name of the API for a browser, and the header of a proxy that speaks https. */
const HOST = 'tasks.example'
const HTTPS = { Host: HOST, 'X-Forwarded-Proto': 'https' }
const TWO_WEEKS = 14 * 24 * 60 * 60
const ANONYMOUS = {
  status: 403,
  headers: { 'WWW-Authenticate': null },
  body: { detail: 'Authentication credentials were not provided.' },
}
const INVALID = { body: { detail: 'Invalid token.' } }
const NO_COOKIE = { status: 403, body: { detail: 'CSRF Failed: CSRF cookie not set.' } }
const NO_TOKEN = { status: 403, body: { detail: 'CSRF Failed: CSRF token missing or incorrect.' } }

describe('12-sessions', () => {
  beforeEach(startCheck)

  it('logs a browser in with a cookie that scripts cannot read', async () => {
    const person = await newUser()
    const browser = new Browser()
    expectAnswer(await browser.login(person), {
      status: 200,
      headers: {
        'Set-Cookie': aCookie('sessionid', 'HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=1209600'),
      },
      body: { id: AN_ID, username: person.username, is_staff: false },
    })
    expectWhoIs(await browser.whoAmI(), person)
  })

  it('answers 403 to a browser that is not logged in', async () => {
    const browser = new Browser()
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
    browser.cookies.set('sessionid', 'a'.repeat(32))
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
  })

  it('accepts a session for the tasks of version 2', async () => {
    const person = await newUser()
    const [task] = await newTasks(person, { title: random('title') })
    const browser = await browserOf(person)
    const path = `${TASKS}${task?.id}/`
    expectAnswer(await browser.send('GET', path), { status: 200, body: task })
    const json = { title: random('title') }
    const changed = { ...task, ...json }
    expectAnswer(await browser.sendWithToken('PATCH', path, { json }), {
      status: 200,
      body: changed,
    })
    expectAnswer(await browser.sendWithToken('DELETE', path), { status: 204 })
    const created = await browser.sendWithToken('POST', TASKS, { json })
    expectAnswer(created, { status: 201 })
    expectList(await browser.send('GET', TASKS), [created.body])
  })

  it('refuses a login without the CSRF cookie', async () => {
    const json = await newUser()
    const headers = { 'X-CSRFToken': 'a'.repeat(64) }
    expectAnswer(await send('POST', SESSION, { json }), NO_COOKIE)
    expectAnswer(await send('POST', SESSION, { json, headers }), NO_COOKIE)
  })

  it('refuses a login without the CSRF token', async () => {
    const browser = await browserWithToken()
    expectAnswer(await browser.send('POST', SESSION, { json: await newUser() }), NO_TOKEN)
  })

  it('refuses the CSRF token of another browser, and an invalid one', async () => {
    const json = await newUser()
    const browser = await browserWithToken()
    const own = await browser.csrfToken()
    const others = await new Browser().csrfToken()
    // The same characters in another order: differences that are summed up cancel each other out.
    const reversed = [...unmaskToken(own)].reverse().join('')
    const cut = [own.slice(1), own.slice(0, 32)]
    for (const token of [others, ...cut, `${own}a`, reversed, '-'.repeat(64), 'x']) {
      const headers = { 'X-CSRFToken': token }
      expectAnswer(await browser.send('POST', SESSION, { json, headers }), NO_TOKEN)
    }
  })

  it('refuses every token when the cookie is invalid', async () => {
    const json = await newUser()
    for (const value of ['', 'x', '-'.repeat(64), 'a'.repeat(63)]) {
      const headers = { Cookie: `csrftoken=${value}`, 'X-CSRFToken': value }
      expectAnswer(await send('POST', SESSION, { json, headers }), NO_TOKEN)
    }
  })

  it('accepts the token as in the cookie, with another mask, and without a mask', async () => {
    const json = await newUser()
    const browser = await browserWithToken()
    const cookie = String(browser.cookies.get('csrftoken'))
    const tokens = [
      await browser.csrfToken(),
      cookie,
      await browser.csrfToken(),
      unmaskToken(cookie),
    ]
    for (const token of tokens) {
      const headers = { 'X-CSRFToken': token }
      const wrong = { ...json, password: random('wrong') }
      expectAnswer(await browser.send('POST', SESSION, { json: wrong, headers }), { status: 400 })
    }
  })

  it('accepts the token in a form field', async () => {
    const person = await newUser()
    const browser = await browserWithToken()
    const form = { ...person, csrfmiddlewaretoken: await browser.csrfToken() }
    expectAnswer(await browser.send('POST', SESSION, { form }), { status: 200 })
    const csrfmiddlewaretoken = await browser.csrfToken()
    const title = random('title')
    expectAnswer(await browser.send('POST', TASKS, { form: { title, csrfmiddlewaretoken } }), {
      status: 201,
    })
  })

  it('refuses a wrong form field even if the header is right', async () => {
    const browser = await browserWithToken()
    const person = await newUser()
    const token = await browser.csrfToken()
    for (const csrfmiddlewaretoken of ['a'.repeat(64), ` ${token}`, `${token}\n`, ' ']) {
      const form = { ...person, csrfmiddlewaretoken }
      expectAnswer(await browser.sendWithToken('POST', SESSION, { form }), NO_TOKEN)
    }
  })

  it('accepts the token in no other place', async () => {
    const person = await newUser()
    const browser = await browserWithToken()
    const token = await browser.csrfToken()
    const field = { csrfmiddlewaretoken: token }
    const query = `?${new URLSearchParams(field)}`
    const headers = { 'X-XSRF-TOKEN': token, 'X-CSRF-Token': token, csrftoken: token }
    expectAnswer(await browser.send('POST', SESSION, { json: { ...person, ...field } }), NO_TOKEN)
    expectAnswer(await browser.send('POST', SESSION + query, { json: person }), NO_TOKEN)
    expectAnswer(await browser.send('POST', SESSION, { json: person, headers }), NO_TOKEN)
  })

  it('does not accept the token in JSON or in the URL from a browser that is logged in', async () => {
    const browser = await browserOf(await newUser())
    const csrfmiddlewaretoken = await browser.csrfToken()
    const json = { title: random('title'), csrfmiddlewaretoken }
    const query = `?${new URLSearchParams({ csrfmiddlewaretoken })}`
    expectAnswer(await browser.send('POST', TASKS, { json }), NO_TOKEN)
    expectAnswer(await browser.send('POST', TASKS, { json: [json] }), NO_TOKEN)
    expectAnswer(await browser.send('POST', TASKS + query, { json }), NO_TOKEN)
  })

  it('refuses a request from another origin, even with the right token', async () => {
    await hookIfOffered({ op: 'stricter_than_drf' })
    const browser = await browserOf(await newUser())
    const others = [
      ...['http://evil.example', 'null', `https://${HOST}`, `http://${HOST}.evil.example`],
      ...[`http://sub.${HOST}`, `http://${HOST}:8080`, `http://${HOST}/`, `${HOST}`],
    ]
    for (const origin of others) {
      const headers = { Host: HOST, Origin: origin }
      for (const path of [TOKEN_FIRST, SESSION]) {
        expectAnswer(await browser.sendWithToken('POST', path, { headers, json: {} }), {
          status: 403,
          body: {
            detail: `CSRF Failed: Origin checking failed - ${origin} does not match any trusted origins.`,
          },
        })
      }
    }
  })

  it('accepts a request from its own origin', async () => {
    const browser = await browserOf(await newUser())
    const headers = { Host: HOST, Origin: `http://${HOST}`, Referer: 'http://evil.example/' }
    expectAnswer(await browser.sendWithToken('POST', TOKEN_FIRST, { headers, json: {} }), {
      status: 200,
    })
  })

  it('counts the logins for a token and for a session together', async () => {
    const { username } = await newUser()
    const wrong = { username, password: random('wrong') }
    const browser = await browserWithToken()
    for (let n = 0; n < 3; n += 1) expectAnswer(await browser.login(wrong), { status: 400 })
    for (let n = 0; n < 2; n += 1) expectAnswer(await login(wrong), { status: 400 })
    expectThrottled(await browser.login(wrong), 60)
    expectThrottled(await login(wrong), 60)
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
  })

  it('answers 400 to a wrong password, and creates no session', async () => {
    const person = await newUser()
    const browser = await browserWithToken()
    const wrong = { ...person, password: random('wrong') }
    expectAnswer(await browser.login(wrong), {
      status: 400,
      headers: { 'Set-Cookie': null },
      body: { non_field_errors: ['Unable to log in with provided credentials.'] },
    })
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
  })

  it('gives the browser a new session key at the login', async () => {
    const person = await newUser()
    const planted = new Browser()
    await hookIfOffered({ op: 'plant_session', key: 'f'.repeat(32) })
    planted.cookies.set('sessionid', 'f'.repeat(32))
    const browser = copyOf(planted)
    await browser.login(person)
    expectWhoIs(await browser.whoAmI(), person)
    expectAnswer(await planted.whoAmI(), ANONYMOUS)
  })

  it('gives the browser a new key when another user logs in, and ends the previous session', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const browser = await browserOf(alice)
    const before = copyOf(browser)
    await browser.login(bob)
    expectWhoIs(await browser.whoAmI(), bob)
    expectAnswer(await before.whoAmI(), ANONYMOUS)
  })

  it('changes the CSRF secret at a login', async () => {
    const person = await newUser()
    const browser = await browserWithToken()
    const headers = { 'X-CSRFToken': await browser.csrfToken() }
    await browser.login(person)
    expectAnswer(await browser.send('POST', TOKEN_FIRST, { headers, json: {} }), NO_TOKEN)
    const again = { 'X-CSRFToken': await browser.csrfToken() }
    await browser.login(person)
    expectAnswer(await browser.send('POST', TOKEN_FIRST, { headers: again, json: {} }), NO_TOKEN)
  })

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]) {
    it(`refuses ${method} with a session but without the CSRF token, and changes nothing`, async () => {
      const person = await newUser()
      const [task] = await newTasks(person, { title: random('title') })
      const browser = await browserOf(person)
      const path = `${TASKS}${task?.id}/`
      const json = method === 'DELETE' ? undefined : { title: random('title') }
      const asked = method === 'POST' ? TASKS : path
      expectAnswer(await browser.send(method, asked, { json }), NO_TOKEN)
      expectAnswer(await browser.send('GET', path), { status: 200, body: task })
      if (method !== 'POST') {
        expectAnswer(await browser.send(method, `${TASKS}999999/`, { json }), NO_TOKEN)
      }
    })
  }

  it('refuses a form sent by another site', async () => {
    const browser = await browserOf(await newUser())
    const form = { title: random('title') }
    const headers = { Origin: 'http://evil.example', Referer: 'http://evil.example/' }
    expectAnswer(await browser.send('POST', TASKS, { form, headers }), NO_TOKEN)
  })

  it('requires no CSRF token for safe methods', async () => {
    const browser = await browserOf(await newUser())
    for (const method of ['GET', 'HEAD', 'OPTIONS'] satisfies Method[]) {
      for (const path of [SESSION, SESSION_FIRST, TASKS]) {
        expectAnswer(await browser.send(method, path, { headers: { Origin: 'null' } }), {
          status: 200,
        })
      }
    }
  })

  it('requires no CSRF token when an API token is sent', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const browser = await browserOf(alice)
    const token = await v2TokenOf(bob)
    for (const one of [browser, new Browser()]) {
      expectAnswer(await one.send('POST', TOKEN_FIRST, { token, json: {} }), {
        status: 200,
        body: { detail: 'ok', method: 'POST', user: bob.username },
      })
    }
  })

  itFollowsThePolicy('12-sessions')

  it('uses the first class when a request has both a session and a token', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const browser = await browserOf(alice)
    const token = await v2TokenOf(bob)
    const echo = (user: string) => ({
      status: 200,
      body: { detail: 'ok', method: 'GET', user },
    })
    expectAnswer(await browser.send('GET', TOKEN_FIRST, { token }), echo(bob.username))
    expectAnswer(await browser.send('GET', SESSION_FIRST, { token }), echo(alice.username))
    expectAnswer(await browser.send('POST', SESSION_FIRST, { token, json: {} }), NO_TOKEN)
    const wrong = { token: random('wrong') }
    expectAnswer(await browser.send('GET', TOKEN_FIRST, wrong), { ...INVALID, status: 401 })
    expectAnswer(await browser.send('GET', SESSION_FIRST, wrong), echo(alice.username))
    expectAnswer(await send('GET', SESSION_FIRST, wrong), { ...INVALID, status: 403 })
  })

  it('ends the session on the server, not only in the browser', async () => {
    const browser = await browserOf(await newUser())
    const before = copyOf(browser)
    expectAnswer(await browser.logout(), {
      status: 204,
      headers: { 'Set-Cookie': aCookie('sessionid', 'Max-Age=0', 'Path=/') },
      body: null,
    })
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
    expectAnswer(await before.whoAmI(), ANONYMOUS)
  })

  it('logs out only this browser', async () => {
    const person = await newUser()
    const [one, other] = [await browserOf(person), await browserOf(person)]
    const token = await v2TokenOf(person)
    await one.logout()
    expectWhoIs(await other.whoAmI(), person)
    expectAnswer(await send('GET', TOKEN_FIRST, { token }), { status: 200 })
  })

  it('does not log out without the CSRF token', async () => {
    const person = await newUser()
    const browser = await browserOf(person)
    expectAnswer(await browser.send('DELETE', SESSION), NO_TOKEN)
    expectWhoIs(await browser.whoAmI(), person)
    await browser.logout()
    expectAnswer(await browser.logout(), ANONYMOUS)
  })

  it('authenticates no user who is inactive or deleted', async () => {
    const person = await newUser()
    const { username: user } = person
    const browser = await browserOf(person)
    await hook({ op: 'set_active', user, value: false })
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
    expectAnswer(await browser.send('GET', SESSION_FIRST), ANONYMOUS)
    await hook({ op: 'set_active', user, value: true })
    expectWhoIs(await browser.whoAmI(), person)
    await hook({ op: 'delete_user', user })
    expectAnswer(await browser.whoAmI(), ANONYMOUS)
  })

  it('ends every session of a user whose password changes', async () => {
    const person = await newUser()
    const browsers = [await browserOf(person), await browserOf(person)]
    const password = random('password')
    await hook({ op: 'set_password', user: person.username, password })
    for (const browser of browsers) expectAnswer(await browser.whoAmI(), ANONYMOUS)
    const browser = await browserOf({ ...person, password })
    expectWhoIs(await browser.whoAmI(), person)
  })

  it('ends a session after two weeks, even if it is used', async () => {
    const person = await newUser()
    const browser = await browserOf(person)
    await letPass(TWO_WEEKS - 60)
    expectWhoIs(await browser.whoAmI(), person)
    const before = copyOf(browser)
    await letPass(120)
    expectAnswer(await before.whoAmI(), ANONYMOUS)
    expectAnswer(await browser.send('GET', SESSION_FIRST), {
      status: 403,
      headers: { 'Set-Cookie': aCookie('sessionid', 'Max-Age=0', 'Path=/') },
    })
  })

  it('reads the session key only from the cookie', async () => {
    const browser = await browserOf(await newUser())
    const key = String(browser.cookies.get('sessionid'))
    const headers = {
      Authorization: `Session ${key}`,
      'X-Session': key,
      Cookie: `session=${key}; SESSIONID=${key}; __proto__=${key}`,
    }
    expectAnswer(await send('GET', `${SESSION}?sessionid=${key}`), ANONYMOUS)
    expectAnswer(await send('GET', SESSION, { headers }), ANONYMOUS)
  })

  it('checks over https which page a request comes from', async () => {
    expectAnswer(await hook({ op: 'https', value: true }), { status: 200 })
    const browser = await browserWithToken()
    const json = await newUser()
    const ask = (headers: Record<string, string>) =>
      browser.sendWithToken('POST', SESSION, { headers: { ...HTTPS, ...headers }, json })
    const failure = (reason: string) => ({
      status: 403,
      body: { detail: `CSRF Failed: Referer checking failed - ${reason}` },
    })
    expectAnswer(await ask({}), failure('no Referer.'))
    expectAnswer(await ask({ Referer: 'nonsense' }), failure('Referer is malformed.'))
    expectAnswer(
      await ask({ Referer: `http://${HOST}/` }),
      failure('Referer is insecure while host is secure.'),
    )
    for (const host of ['evil.example', `${HOST}.evil.example`, `${HOST}:8443`, `evil@${HOST}`]) {
      const Referer = `https://${host}/x`
      expectAnswer(
        await ask({ Referer }),
        failure(`${Referer} does not match any trusted origins.`),
      )
    }
    expectAnswer(await ask({ Referer: `https://${HOST}/login` }), { status: 200 })
  })

  it('creates no session when a client logs in for a token', async () => {
    const { username, password } = await newUser()
    for (const path of ['/api/login/', '/api/v2/login/']) {
      const answer = await send('POST', path, { json: { username, password } })
      expectAnswer(answer, { status: 200, headers: { 'Set-Cookie': null } })
    }
  })

  it('leaves version 1 unchanged: it ignores sessions', async () => {
    const browser = await browserOf(await newUser())
    for (const path of ['/api/me/', '/api/tasks/', '/api/demo/authenticated/']) {
      expectAnswer(await browser.sendWithToken('GET', path), {
        status: 401,
        headers: { 'WWW-Authenticate': 'Token', 'Set-Cookie': null },
      })
    }
    const token = await newToken()
    expectAnswer(await browser.send('POST', '/api/logout/', { token }), { status: 204 })
  })
})

/** Fails the check unless the response says that this person is logged in. */
function expectWhoIs(answer: Answer, { username }: Person): void {
  expectAnswer(answer, { status: 200, body: { id: AN_ID, username, is_staff: false } })
}

/** A browser without a session that has requested a CSRF token. */
async function browserWithToken(): Promise<Browser> {
  const browser = new Browser()
  await browser.csrfToken()
  return browser
}

/** A browser with a copy of the cookies. */
function copyOf({ cookies }: Browser): Browser {
  const copy = new Browser()
  for (const [name, value] of cookies) copy.cookies.set(name, value)
  return copy
}
