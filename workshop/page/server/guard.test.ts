import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workshop } from '../../loop/workshop.ts'
import { makeActions } from '../actions.ts'
import { Console } from '../asked/console.ts'
import { BreakKeeper } from '../break-keeper.ts'
import { HEADERS } from './guard.ts'
import { PageServer } from './page-server.ts'
import { Streams } from './streams.ts'

const PLACE = 'steps/06-is-owner/views.ts:7'
const went: unknown[] = []
const asked: unknown[] = []
const workshop = {
  state: { steps: ['01-token-model'], current: '01-token-model' },
  goTo: (step: string) => went.push(step),
} as unknown as Workshop
const console = new Console()
console.ask = async (wish) => {
  asked.push(wish)
  return { error: 'not asked' } as never
}

const server = new PageServer({
  assets: new Map([
    ['/', { type: 'text/html; charset=utf-8', text: '<!doctype html>' }],
    ['/page.js', { type: 'text/javascript', text: '1' }],
  ]),
  streams: new Streams(),
  onStream() {},
  actions: makeActions({
    workshop,
    console,
    breaks: new BreakKeeper(() => {}),
    isNamed: (place) => place === PLACE,
    onAnswer() {},
    changed() {},
  }),
})

let port = 0
let link = ''
let cookie = ''

beforeAll(async () => {
  await server.listen()
  const { pathname, port: own } = new URL(server.newLink())
  port = Number(own)
  link = pathname
  const answer = await ask('GET', link, { 'Sec-Fetch-Site': 'none' })
  cookie = /Set-Cookie: ([^;]+)/i.exec(answer)?.[1] ?? ''
})
beforeEach(() => {
  went.length = 0
  asked.length = 0
})
afterAll(() => server.close())

/** Sends exactly these bytes, and reads everything until the connection ends. */
async function raw(text: string, host = '127.0.0.1'): Promise<string> {
  const socket = connect(port, host)
  let came = ''
  socket.setTimeout(5000, () => socket.destroy())
  socket.on('data', (chunk) => {
    came += chunk
  })
  socket.on('error', ({ code }: NodeJS.ErrnoException) => {
    came = String(code)
  })
  socket.write(text)
  await new Promise((resolve) => socket.on('close', resolve))
  return came
}

type Headers = Record<string, string | string[] | undefined>

function ask(method: string, path: string, headers: Headers = {}, body?: string): Promise<string> {
  const length = body === undefined ? {} : { 'Content-Length': `${Buffer.byteLength(body)}` }
  const all: Headers = { Host: `127.0.0.1:${port}`, ...headers, ...length, Connection: 'close' }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each) => `${name}: ${each}`),
  )
  return raw([`${method} ${path} HTTP/1.1`, ...lines, '', body ?? ''].join('\r\n'))
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
const visit = async (path: string, headers: Headers = {}) =>
  statusOf(await ask('GET', path, { Cookie: cookie, ...headers }))
const newPath = () => new URL(server.newLink()).pathname
const own = () => ({
  'Content-Type': 'application/json',
  'X-Workshop': '1',
  Origin: `http://127.0.0.1:${port}`,
  Cookie: cookie,
})
const act = (name: string, told: object, headers: Headers = {}) =>
  ask('POST', `/do/${name}`, { ...own(), ...headers }, JSON.stringify(told))

describe('the link', () => {
  it('lets in once, with a cookie that no other site sends and no script reads', async () => {
    const path = newPath()
    const first = await ask('GET', path)
    expect(statusOf(first)).toBe(303)
    expect(first).toMatch(/Location: \/\r\n/i)
    expect(first).toMatch(
      /Set-Cookie: workshop_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict\r\n/i,
    )
    const second = await ask('GET', path)
    expect(statusOf(second)).toBe(401)
    expect(second).not.toMatch(/Set-Cookie/i)
  })

  it('is worth nothing once there is a newer one', async () => {
    const older = newPath()
    server.newLink()
    expect(statusOf(await ask('GET', older))).toBe(401)
  })

  it.each([`/in/${'A'.repeat(43)}`, '/in/', '/in', '/in/%00', `/in/${'A'.repeat(3000)}`])(
    'cannot be guessed: %s',
    async (path) => {
      expect(statusOf(await ask('GET', path))).toBe(401)
    },
  )

  it('opens more than one tab, and a newer one does not end those before', async () => {
    for (const path of ['/', '/page.js', '/']) {
      expect(await visit(path)).toBe(200)
    }
    const again = await ask('GET', newPath(), { Cookie: cookie })
    expect(again).toContain(`Set-Cookie: ${cookie};`)
    expect(await visit('/')).toBe(200)
  })

  it.each(['HEAD', 'POST', 'OPTIONS', 'TRACE'])('is not used up by %s', async (method) => {
    const path = newPath()
    expect(await ask(method, path)).not.toMatch(/Set-Cookie/i)
    expect(statusOf(await ask('GET', path))).toBe(303)
  })

  it('is not used up by another site that leads to it', async () => {
    const path = newPath()
    expect(statusOf(await ask('GET', path, { 'Sec-Fetch-Site': 'cross-site' }))).toBe(403)
    expect(statusOf(await ask('GET', path))).toBe(303)
  })
})

describe('without the cookie', () => {
  it.each(['/', '/page.js', '/events', '/nowhere', '/do/hint'])(
    'GET %s is refused',
    async (path) => {
      expect(statusOf(await ask('GET', path))).toBe(401)
    },
  )

  it.each([
    () => 'workshop=x',
    () => cookie.replace(/=.*/, '='),
    () => cookie.slice(0, -1),
    () => `${cookie}x`,
    () => cookie.replace(/\d+/, '1'),
    () => cookie.toUpperCase(),
    () => `x${cookie}`,
  ])('refuses a cookie that is almost right (%#)', async (cookieOf) => {
    expect(statusOf(await ask('GET', '/', { Cookie: cookieOf() }))).toBe(401)
  })

  it('which workshops on other ports have, too: each takes its own', async () => {
    const other = `workshop_${port + 1}=${'x'.repeat(43)}`
    const value = cookie.replace(/.*=/, '')
    const statuses = [other, `workshop_${port + 1}=${value}`, `${other}; ${cookie}`].map(
      async (Cookie) => statusOf(await ask('GET', '/', { Cookie })),
    )
    expect(await Promise.all(statuses)).toEqual([401, 401, 200])
  })

  it('an action is refused', async () => {
    expect(statusOf(await act('check', {}, { Cookie: undefined }))).toBe(401)
  })
})

describe('the host', () => {
  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1.nip.io:PORT',
    'localhost.evil.example:PORT',
    'localhost.:PORT',
    'LOCALHOST:PORT',
    '127.1:PORT',
    '2130706433:PORT',
    '0.0.0.0:PORT',
    'rebind.evil.example:PORT',
    'localhost.localdomain:PORT',
    '127.0.0.1.:PORT',
    '[::1]:PORT',
    '[::1]',
    '::1:PORT',
    '[::]:PORT',
    '[0:0:0:0:0:0:0:1]:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '[127.0.0.1]:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1:PORT:PORT',
    'evil@127.0.0.1:PORT',
    '127.0.0.1:PORT ,evil.example',
  ])('%s is refused', async (host) => {
    expect([400, 403]).toContain(await visit('/', { Host: host.replaceAll('PORT', `${port}`) }))
  })

  it('is named once', async () => {
    const one = `127.0.0.1:${port}`
    for (const Host of [undefined, '', [one, one], [one, 'evil.example']]) {
      expect([400, 403]).toContain(await visit('/', { Host }))
    }
  })

  it('may be localhost, whose cookie is its own', async () => {
    const Host = `localhost:${port}`
    expect(await visit('/', { Host })).toBe(200)
    expect(statusOf(await act('next', {}, { Host }))).toBe(403)
  })

  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
  it.runIf(outside.length > 0)('is reached through loopback alone', async () => {
    for (const { address } of outside) {
      expect(await raw('GET / HTTP/1.0\r\n\r\n', address)).toMatch(/^E/)
    }
  })
})

describe('the target', () => {
  it.each([
    'http://evil.example/',
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/page.js',
    'HTTPS://127.0.0.1:PORT/',
    '//evil.example/',
    '//127.0.0.1:PORT/',
    '*',
    'evil',
  ])('%s is no path', async (target) => {
    expect([400, 403]).toContain(await visit(target.replace('PORT', `${port}`)))
  })

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '/%252e%252e/package.json',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e%2fpackage.json',
    '/%2f%2fevil.example',
    '/%2fpage.js',
    '/do%2fnext',
    '/events%2f..%2fpage.js',
    '/events?x',
    '/events/',
    '/page.js%00',
    '/page.js/',
    '/page.js?x',
    '/PAGE.JS',
    '/page.js.map',
    '/etc/passwd',
    '/@fs/etc/passwd?raw??',
    '/.git/config',
    '/.env',
    '/server/guard.ts',
    '/node_modules/preact/package.json',
    '/class.json',
    '/do/hint',
    '/do/',
    '/__proto__',
  ])('GET %s is nothing here', async (path) => {
    expect(await visit(path)).toBe(404)
  })
})

describe('another site', () => {
  it.each([
    'http://evil.example',
    'null',
    'http://localhost:1',
    'http://127.0.0.1.evil.example',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://127.0.0.1:PORT/',
    '',
  ])('has the origin %s, and may neither ask nor act', async (origin) => {
    const Origin = origin.replace('PORT', `${port}`)
    expect(statusOf(await act('next', {}, { Origin }))).toBe(403)
    expect(await visit('/events', { Origin })).toBe(403)
  })

  it.each(['cross-site', 'same-site', 'something'])(
    'is told by Sec-Fetch-Site: %s',
    async (site) => {
      const headers = { 'Sec-Fetch-Site': site }
      expect(await visit('/', headers)).toBe(403)
      expect(statusOf(await act('next', {}, headers))).toBe(403)
    },
  )

  it.each([
    ['without an origin', { Origin: undefined }, 403],
    ['as text', { 'Content-Type': 'text/plain' }, 415],
    ['as a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['as another JSON', { 'Content-Type': 'application/json; charset=utf-8' }, 415],
    ['without a type', { 'Content-Type': undefined }, 415],
    ['without the own header', { 'X-Workshop': undefined }, 403],
    ['with another value of it', { 'X-Workshop': 'true' }, 403],
  ] as const)('cannot act %s', async (_, headers, status) => {
    expect(statusOf(await act('go', { step: '01-token-model' }, headers))).toBe(status)
    expect(went).toEqual([])
  })
})

describe('an action', () => {
  it('is done as the page asks for it', async () => {
    expect(statusOf(await act('go', { step: '01-token-model' }))).toBe(200)
    expect(went).toEqual(['01-token-model'])
  })

  it.each([
    '__proto__',
    'constructor',
    'toString',
    '..%2f',
    'hint%00',
    'HINT',
    'hint/',
    'hint?x',
    '',
  ])('named %s does not exist', async (name) => {
    expect(statusOf(await act(name, {}))).toBe(404)
  })

  it.each([
    ['go', { step: '__proto__' }],
    ['go', { step: '../x' }],
    ['go', { step: ['01-token-model'] }],
    ['go', {}],
    ['open', { place: '../../etc/passwd:1' }],
    ['open', { place: '/etc/passwd:1' }],
    ['open', { place: `${PLACE}; touch /tmp/x` }],
    ['open', { place: '$(id)' }],
    ['open', { place: '--help' }],
    ['open', { place: 'solutions/app.ts:1' }],
    ['open', { place: [PLACE] }],
    ['open', {}],
    ['ask', { as: '__proto__', method: 'GET', path: '/' }],
    ['ask', { as: 'bob', method: 'CONNECT', path: '/' }],
    ['ask', { as: 'bob', method: 'get', path: '/' }],
    ['ask', { as: 'bob', method: 'GET', path: 'http://evil.example/' }],
    ['ask', { as: 'bob', method: 'GET', path: '/ HTTP/1.1\r\nX: y' }],
    ['ask', { as: 'bob', method: 'GET', path: '/é' }],
    ['ask', { as: 'bob', method: 'GET', path: `/${'x'.repeat(3000)}` }],
    ['ask', { as: 'bob', method: 'POST', path: '/', body: {} }],
  ])('%s is not done with %j', async (name, told) => {
    expect(statusOf(await act(name, told))).toBe(400)
    expect([...went, ...asked]).toEqual([])
  })

  it.each(['{', '[]', '"x"', 'null', '1', ''])('takes an object, not %s', async (body) => {
    expect(statusOf(await ask('POST', '/do/next', own(), body))).toBe(400)
  })

  it('is refused when it has 70 kB', async () => {
    const told = { as: 'bob', method: 'POST', path: '/', body: 'x'.repeat(70_000) }
    expect([413, NaN]).toContain(statusOf(await act('ask', told)))
    expect(asked).toEqual([])
  })
})

describe('a request that is no good', () => {
  it.each(['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH'])('asks by %s', async (method) => {
    for (const path of ['/', '/page.js', '/events', '/do/check']) {
      expect(statusOf(await ask(method, path, own(), '{}'))).toBe(405)
    }
  })

  it('has headers without end', async () => {
    const answer = await ask('GET', '/', { Cookie: cookie, 'X-Long': 'x'.repeat(20_000) })
    expect(answer).toMatch(/^(HTTP\/1\.1 431|ECONNRESET|EPIPE)/)
  })

  it('has a body without end, in chunks', async () => {
    const head = Object.entries({ Host: `127.0.0.1:${port}`, ...own() }).map((each) =>
      each.join(': '),
    )
    const lines = [
      'POST /do/next HTTP/1.1',
      ...head,
      'Transfer-Encoding: chunked',
      'Connection: close',
      '',
    ]
    const chunk = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`
    expect(await raw(`${lines.join('\r\n')}\r\n${chunk}0\r\n\r\n`)).toMatch(
      /^(HTTP\/1\.1 413|ECONNRESET|EPIPE)/,
    )
  })

  it('says its length twice', async () => {
    const headers = { ...own(), 'Transfer-Encoding': 'chunked' }
    expect(statusOf(await ask('POST', '/do/next', headers, '0\r\n\r\n'))).toBe(400)
    const twice = { ...own(), 'Content-Length': ['2', '3'] }
    expect(statusOf(await ask('POST', '/do/next', twice))).toBe(400)
  })

  it.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-'],
    [
      'its body',
      'POST /do/next HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\n' +
        'Content-Type: application/json\r\nX-Workshop: 1\r\nCookie: COOKIE\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('never ends %s: it is let go', { timeout: 30_000, concurrent: true }, async (_, text) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    socket.write(text.replaceAll('PORT', `${port}`).replace('COOKIE', cookie))
    const begun = performance.now()
    await new Promise((resolve) => socket.once('close', resolve))
    expect(performance.now() - begun).toBeLessThan(25_000)
  })
})

it('every answer carries the headers, and none lets another origin read it', async () => {
  const answers = [
    await ask('GET', '/', { Cookie: cookie }),
    await ask('GET', '/nowhere', { Cookie: cookie }),
    await ask('GET', '/', { Host: 'evil.example' }),
    await ask('GET', '/'),
    await ask('GET', newPath()),
    await act('go', { step: 'none' }),
    await act('go', { step: '01-token-model' }),
  ]
  for (const answer of answers) {
    for (const [name, value] of Object.entries(HEADERS))
      expect(answer).toContain(`${name}: ${value}`)
    expect(answer).not.toMatch(/Access-Control/i)
  }
})

it('the policy has no exception', () => {
  const policy = HEADERS['Content-Security-Policy']
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(policy).not.toMatch(/unsafe|\*|data:|https?:|nonce|hash/)
})
