import { beforeEach, describe, expect, it } from 'vitest'
import { getCache } from '#shared/cache/cache.ts'
import { LocMemCache } from '#shared/cache/locmem-cache.ts'
import { appShell } from '#shared/http/app-shell.ts'
import { proxies } from '#shared/http/client-address.ts'
import {
  AnonRateThrottle,
  LoginUsernameThrottle,
  parseRate,
  SimpleRateThrottle,
} from '#subject/11-throttling/throttling.ts'
import { throttledView } from '#subject/11-throttling/views.ts'
import { type Asked, ask } from './ask.ts'
import { resetForV2 } from './reset-target.ts'
import { serveApp } from './serve-app.ts'
import { targetUrl } from './served-target.ts'

const LOGIN = '/api/v2/login/'
let tokens: Record<string, string>

beforeEach(async () => {
  tokens = await resetForV2(targetUrl)
})

interface Attempt {
  username?: unknown
  password?: string
  from?: string
}

async function login({ from, ...json }: Attempt, asked: Asked = {}): Promise<number> {
  const headers: [string, string][] = from === undefined ? [] : [['X-Forwarded-For', from]]
  return (await ask(targetUrl, 'POST', LOGIN, { json, headers, ...asked })).status
}

/** How many of the responses are not 429. */
async function passed(attempts: Promise<number>[]): Promise<number> {
  return (await Promise.all(attempts)).filter((status) => status !== 429).length
}

describe('guesses of a password', () => {
  const wrong = { username: 'alice', password: 'wrong' }

  it.each([1, 2, 3])('twenty at once, round %i: five are allowed', async () => {
    expect(await passed(Array.from({ length: 20 }, () => login(wrong)))).toBe(5)
    expect(await login({ username: 'alice', password: 'alice-pass-1' })).toBe(429)
  })

  it('a hundred names from one address: five are allowed', async () => {
    const names = Array.from({ length: 100 }, (_, n) =>
      login({ username: `name-${n}`, password: 'x' }),
    )
    expect(await passed(names)).toBe(5)
  })

  it('one name from a hundred addresses: ten are allowed, and the right password is refused', async () => {
    const attempts = Array.from({ length: 100 }, (_, n) =>
      login({ ...wrong, from: `192.0.2.${n}` }),
    )
    expect(await passed(attempts)).toBe(10)
    const right = { username: 'alice', password: 'alice-pass-1', from: '198.51.100.1' }
    expect(await login(right)).toBe(429)
  })

  it('a forged X-Forwarded-For each time: five are allowed', async () => {
    proxies.trusted = 0
    const forged = Array.from({ length: 60 }, (_, n) => login({ ...wrong, from: `192.0.2.${n}` }))
    expect(await passed(forged)).toBe(5)
  })

  it('a forged X-Forwarded-For before the address of the proxy: five are allowed', async () => {
    const forged = Array.from({ length: 60 }, (_, n) => {
      return login({ from: `192.0.2.${n}, 10.0.0.${n}, 198.51.100.1` })
    })
    expect(await passed(forged)).toBe(5)
  })

  it('another address of one IPv6 network each time: five are allowed', async () => {
    const addresses = Array.from({ length: 60 }, (_, n) => login({ from: `2001:db8::${n}:1` }))
    expect(await passed(addresses)).toBe(5)
  })

  it('all spellings of a name share one count', async () => {
    // A login as alice, and requests that look like one.
    const names = [
      'alice',
      ' alice',
      'alice ',
      '\talice\r\n',
      '\u00a0alice',
      'alice\u3000',
      '\x1calice',
    ]
    const others = [
      'Alice',
      'ａlice',
      'alice\u0000',
      'alic\u0065\u0301',
      'alice\u200b',
      '\ufeffalice',
    ]
    let tried = 0
    for (const username of [...names, ...others, ...names, ...names]) {
      tried += 1
      const right = { username, password: 'alice-pass-1', from: `192.0.2.${tried}` }
      const status = await login({ ...right, password: 'wrong' })
      if (others.includes(username)) expect([400]).toContain(status)
    }
    for (const [n, username] of [...names, ...others].entries()) {
      const status = await login({ username, password: 'alice-pass-1', from: `198.51.100.${n}` })
      expect(status, JSON.stringify(username)).toBe(names.includes(username) ? 429 : 400)
    }
  })

  it('an attempt that is refused by address does not count for the name', async () => {
    const from = '192.0.2.1'
    await passed(Array.from({ length: 50 }, () => login({ ...wrong, from })))
    const elsewhere = Array.from({ length: 10 }, (_, n) =>
      login({ ...wrong, from: `192.0.2.2${n}` }),
    )
    expect(await passed(elsewhere)).toBe(5)
  })

  it('an authenticated user is counted by id, from every address', async () => {
    const attempts = Array.from({ length: 20 }, (_, n) => {
      return login({ from: `192.0.2.${n}` }, { token: tokens.bob as string, json: {} })
    })
    expect(await passed(attempts)).toBe(5)
    expect(await login({ from: '192.0.2.1' })).toBe(400)
  })

  it('sixty writes are allowed, even if more arrive at once', async () => {
    const token = tokens.alice as string
    const writes = Array.from({ length: 80 }, async () => {
      return (await ask(targetUrl, 'POST', '/api/v2/tasks/', { token, json: { title: 'x' } }))
        .status
    })
    expect(await passed(writes)).toBe(60)
  })
})

describe('memory', () => {
  it('is limited: with 100,001 names, the first is forgotten', {
    timeout: 60_000,
  }, async () => {
    const cache = getCache() as LocMemCache
    const throttle = new LoginUsernameThrottle()
    const attempt = (username: string) => throttle.takePlace(throttle.cacheKey(username), true)
    ;[throttle.numRequests, throttle.duration] = parseRate('10/hour')
    cache.get = LocMemCache.prototype.get
    cache.set = LocMemCache.prototype.set
    for (let n = 0; n <= 100_000; n += 1) await attempt(`${n}`.padStart(64, '0'))
    expect(cache.size).toBeLessThanOrEqual(100_000)
    expect(await cache.get(throttle.cacheKey('0'.padStart(64, '0')), null)).toBeNull()
  })
})

describe('a rate', () => {
  it.each([
    ['5/min', 5, 60],
    ['10/hour', 10, 3600],
    ['1/s', 1, 1],
    ['1000/day', 1000, 86_400],
    ['0/m', 0, 60],
  ])('%s', (rate, count, seconds) => {
    expect(parseRate(rate)).toEqual([count, seconds])
  })

  it.each(['', '5', '5/', '/min', 'five/min', '5/week', '-5/min', '5 /min', '5/ min', '1.5/s'])(
    'is not "%s"',
    (rate) => {
      expect(() => parseRate(rate)).toThrow(`"${rate}" is not a rate`)
    },
  )
})

describe('throttles of your own view', () => {
  class OnePerDay extends SimpleRateThrottle {
    override scope = 'one_per_day'
    override getRate(): string {
      return '1/day'
    }
    override async getCacheKey(): Promise<string | null> {
      return this.cacheKey('all')
    }
  }
  class Nameless extends OnePerDay {
    override getRate = SimpleRateThrottle.prototype.getRate
  }
  const serve = (Throttle: new () => SimpleRateThrottle) => {
    const view = { name: 'Own', permissionClasses: [], get: ok, post: ok }
    return serveApp(appShell({ '/own/': throttledView({ throttleClasses: [Throttle] }, view) }))
  }
  const ok = (_: unknown, response: { json(body: object): void }) => response.json({ ok: true })

  it('count only the methods that the view handles', async () => {
    const url = await serve(OnePerDay)
    const status = async (method: string) => (await ask(url, method, '/own/')).status
    expect(await status('OPTIONS')).toBe(200)
    expect(await status('PUT')).toBe(405)
    expect(await status('HEAD')).toBe(200)
    expect(await status('GET')).toBe(429)
    expect(await status('OPTIONS')).toBe(429)
    expect(await status('PUT')).toBe(429)
  })

  it('by address do not count authenticated users', async () => {
    const throttle = new AnonRateThrottle()
    const key = (isAuthenticated: boolean) =>
      throttle.getCacheKey({
        user: { isAuthenticated },
        socket: { remoteAddress: '192.0.2.1' },
        headers: {},
      } as never)
    expect([await key(false), await key(true)]).toEqual(['throttle_anon_192.0.2.1', null])
  })

  it('without a rate allow no request', async () => {
    expect((await ask(await serve(Nameless), 'GET', '/own/')).status).toBe(500)
  })
})
