import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Session } from '#shared/sessions/session.ts'
import { Browser, browserOf } from '../harness/browser.ts'
import { hook, type Method, type Options, send } from '../harness/client.ts'
import { newUser, type Person, random, startCheck } from '../harness/people.ts'

const SESSION = '/api/v2/session/'
const TASKS = '/api/v2/tasks/'
const HOST = 'tasks.example'

beforeEach(startCheck)
afterEach(() => vi.restoreAllMocks())

async function tasksOf(browser: Browser): Promise<number> {
  return ((await browser.send('GET', TASKS)).body as { count: number }).count
}

const withKey = (key: string) => send('GET', SESSION, { headers: { Cookie: `sessionid=${key}` } })

/** What another site can make a browser send: a form, text, and JSON where it is allowed. */
const BODIES: [string, Options][] = [
  ['a form', { form: { title: 'x' } }],
  ['JSON', { json: { title: 'x' } }],
  ['text that is JSON', { raw: '{"title":"x"}', headers: { 'Content-Type': 'text/plain' } }],
  ['nothing', {}],
]

/** What a browser sends about that site, and what an attacker can have planted. */
const ORIGINS: Record<string, string>[] = [
  {},
  { Origin: 'http://evil.example', Referer: 'http://evil.example/' },
  { Origin: 'null' },
  { Origin: `http://${HOST}:8080`, Referer: `http://${HOST}:8080/` },
  { Origin: `https://${HOST}`, Referer: `https://${HOST}/` },
  { Origin: `http://${HOST}`, Referer: `http://${HOST}/` },
]

describe.each(BODIES)('a page of another site that sends %s', (_, options) => {
  it.each(ORIGINS)('changes nothing, from %o', async (origin) => {
    const browser = await browserOf(await newUser())
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]) {
      for (const path of [TASKS, `${TASKS}1/`, SESSION, '/api/v2/demo/session-first/']) {
        const headers = { Host: HOST, ...origin, ...options.headers }
        const { status } = await browser.send(method, path, { ...options, headers })
        expect([400, 403, 415], `${method} ${path}`).toContain(status)
      }
    }
    expect(await tasksOf(browser)).toBe(0)
    expect((await browser.whoAmI()).status).toBe(200)
  })
})

it('another host of the domain that sets its own cookie changes nothing', async () => {
  const browser = await browserOf(await newUser())
  const made = 'a'.repeat(64)
  browser.cookies.set('csrftoken', made)
  const asked = { json: { title: 'x' } }
  for (const origin of [`http://blog.${HOST}`, 'null', 'http://example']) {
    const headers = { Host: HOST, Origin: origin, 'X-CSRFToken': made }
    expect((await browser.send('POST', TASKS, { ...asked, headers })).status).toBe(403)
  }
  expect(await tasksOf(browser)).toBe(0)
})

it('another site cannot log a visitor in as another user', async () => {
  const [attacker, victim] = [await newUser(), await newUser()]
  const browser = await browserOf(victim)
  const form = { ...attacker, csrfmiddlewaretoken: await new Browser().csrfToken() }
  for (const headers of ORIGINS.slice(0, 2)) {
    expect((await browser.send('POST', SESSION, { form, headers })).status).toBe(403)
    expect((await new Browser().send('POST', SESSION, { form, headers })).status).toBe(403)
  }
  expect((await browser.whoAmI()).body).toMatchObject({ username: victim.username })
})

it('a planted cookie does not become the session of the user who logs in', async () => {
  for (const planted of ['x', 'f'.repeat(32), '__proto__', '../../etc', '%00', 'é', '"', '{}']) {
    // More logins than one address is allowed.
    await startCheck()
    const person = await newUser()
    const browser = new Browser()
    browser.cookies.set('sessionid', encodeURI(planted))
    expect((await browser.login(person)).status).toBe(200)
    expect(browser.cookies.get('sessionid')).toMatch(/^[a-z0-9]{32}$/)
    expect((await withKey(encodeURI(planted))).status).toBe(403)
  }
})

it('gives no access to a client that has stolen the database', async () => {
  const browser = await browserOf(await newUser())
  const key = String(browser.cookies.get('sessionid'))
  const digest = createHash('sha256').update(key).digest('hex')
  const rows = await Session.objects.all()
  const row = rows.find((each) => each.digest === digest)
  expect(JSON.stringify(rows)).not.toContain(key)
  for (const text of [digest, ...Object.values(row ?? {})]) {
    expect((await withKey(encodeURIComponent(String(text)))).status).toBe(403)
  }
  expect((await withKey(key)).status).toBe(200)
})

it('two session cookies are both ignored, and neither is deleted', async () => {
  const [one, other] = [await browserOf(await newUser()), await browserOf(await newUser())]
  const pairs = [one, other].map(({ cookies }) => `sessionid=${cookies.get('sessionid')}`)
  for (const pair of [
    pairs,
    pairs.toReversed(),
    [...pairs, 'sessionid=x'],
    ['sessionid=', ...pairs],
  ]) {
    const answer = await send('GET', SESSION, { headers: { Cookie: pair.join('; ') } })
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  }
  const twice = await send('GET', SESSION, { headers: { Cookie: pairs.map((each) => each) } })
  expect(twice.status).toBe(403)
  expect((await one.whoAmI()).status).toBe(200)
})

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
  'a cookie with the name "%s" does nothing',
  async (name) => {
    const browser = await browserOf(await newUser())
    const Cookie = `${name}=1; sessionid=${browser.cookies.get('sessionid')}; ${name}={"a":1}`
    expect((await send('GET', SESSION, { headers: { Cookie } })).status).toBe(200)
    expect((await send('GET', SESSION, { headers: { Cookie: `${name}=1` } })).status).toBe(403)
  },
)

it('a cookie of 100 kB, or of 8,000 parts, takes no extra time', async () => {
  const browser = await browserOf(await newUser())
  const start = performance.now()
  expect((await withKey('a'.repeat(100_000))).status).toBe(431)
  for (const Cookie of ['sessionid=;'.repeat(1400), ';'.repeat(15_000), '='.repeat(15_000)]) {
    expect((await send('GET', SESSION, { headers: { Cookie } })).status).toBe(403)
  }
  expect(performance.now() - start).toBeLessThan(1000)
  expect((await browser.whoAmI()).status).toBe(200)
})

it('TRACE needs no CSRF token, and no view has it', async () => {
  const browser = await browserOf(await newUser())
  for (const path of [SESSION, TASKS]) {
    expect(await browser.send('TRACE' as Method, path)).toMatchObject({ status: 405 })
  }
})

it('a request that only reads neither creates nor ends a session', async () => {
  const rows = async () => (await Session.objects.all()).length
  const before = await rows()
  const browser = new Browser()
  for (const method of ['GET', 'HEAD', 'OPTIONS'] satisfies Method[]) {
    for (const path of [SESSION, '/api/v2/csrf/', TASKS, '/api/v2/demo/session-first/']) {
      await browser.send(method, path)
    }
  }
  expect(await rows()).toBe(before)
  expect(browser.cookies.has('sessionid')).toBe(false)
})

it('five simultaneous logins create five sessions, which end separately', async () => {
  const person = await newUser()
  const browsers = await Promise.all(Array.from({ length: 5 }, () => browserOf(person)))
  const keys = new Set(browsers.map(({ cookies }) => cookies.get('sessionid')))
  expect(keys.size).toBe(browsers.length)
  await browsers[0]?.logout()
  const statuses = await Promise.all(browsers.map(async (each) => (await each.whoAmI()).status))
  expect(statuses).toEqual([403, 200, 200, 200, 200])
})

it('after a simultaneous login and logout, the old cookie is invalid', async () => {
  const person = await newUser()
  for (let n = 0; n < 3; n += 1) {
    await hook({ op: 'reset_throttles' })
    const browser = await browserOf(person)
    const old = String(browser.cookies.get('sessionid'))
    const headers = { 'X-CSRFToken': await browser.csrfToken() }
    const json = { username: person.username, password: person.password }
    const [login, logout] = await Promise.all([
      browser.send('POST', SESSION, { headers, json }),
      browser.send('DELETE', SESSION, { headers }),
    ])
    expect([200, 403]).toContain(login.status)
    expect(logout.status).toBe(204)
    expect((await withKey(old)).status).toBe(403)
  }
})

it('cookies are Secure over https', async () => {
  await hook({ op: 'https', value: true })
  const https = { Host: HOST, 'X-Forwarded-Proto': 'https' }
  const browser = new Browser()
  const { headers } = await browser.send('GET', '/api/v2/csrf/', { headers: https })
  expect(headers['set-cookie']).toMatch(/^csrftoken=.*; Secure/)
  const own = { ...https, Referer: `https://${HOST}/`, Origin: `https://${HOST}` }
  const login = await browser.login(await newUser(), own)
  const lines = login.headers['set-cookie']?.split('\n') ?? []
  expect(lines).toHaveLength(2)
  for (const line of lines) expect(line).toContain('; Secure')
  expect((await browser.login(await newUser())).headers['set-cookie']).not.toContain('Secure')
})

describe('while the database fails', () => {
  const fails = (operation: 'read' | 'write') =>
    hook({ op: 'set_fault', table: 'django_session', operation, fault: 'fails' })

  it('the request is anonymous, and the browser keeps its cookie', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const browser = await browserOf(await newUser())
    const key = String(browser.cookies.get('sessionid'))
    await fails('read')
    const answer = await browser.whoAmI()
    expect(answer.status).toBe(500)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(JSON.stringify([answer, logged.mock.calls])).not.toContain(key)
    expect((await browser.whoAmI()).status).toBe(200)
  })

  it('a login that is not stored sets no cookie', async () => {
    const person: Person = await newUser()
    const browser = new Browser()
    const headers = { 'X-CSRFToken': await browser.csrfToken() }
    const json = { username: person.username, password: person.password }
    await fails('write')
    const answer = await browser.send('POST', SESSION, { headers, json })
    expect(answer.status).toBe(500)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await browser.whoAmI()).status).toBe(403)
  })

  it('a logout that is not stored is reported as an error', async () => {
    const browser = await browserOf(await newUser())
    const headers = { 'X-CSRFToken': await browser.csrfToken() }
    await fails('write')
    expect((await browser.send('DELETE', SESSION, { headers })).status).toBe(500)
    expect((await browser.whoAmI()).status).toBe(200)
  })
})

it('a username that begins with __proto__ works like any other', async () => {
  const name = random('name')
  const browser = await browserOf(await newUser('create_user', undefined, `__proto__${name}`))
  expect((await browser.whoAmI()).body).toMatchObject({ username: `__proto__${name}` })
})
