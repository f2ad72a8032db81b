import { beforeEach, describe, it } from 'vitest'
import { behindProxies, expectPassed, expectThrottled, login } from '../harness/attempts.ts'
import { expectAnswer, hook, hookIfOffered, type Method, send } from '../harness/client.ts'
import type { Answer } from '../harness/exchange.ts'
import { newUser, type Person, random, startCheck, v2TokenOf } from '../harness/people.ts'
import { newTasks } from '../harness/tasks.ts'
import { letPass } from '../harness/time.ts'

const REFUSED = {
  status: 400,
  body: { non_field_errors: ['Unable to log in with provided credentials.'] },
}
/** Only two, because each is hashed once. */
const WRONG = [random('wrong'), random('wrong')]
const NOTHING_SENT = { status: 400 }
const LOGIN = '/api/v2/login/'
const TASKS = '/api/v2/tasks/'

describe('11-throttling', () => {
  beforeEach(async () => {
    await startCheck()
    await behindProxies(0)
  })

  it('allows five logins from an address in a minute, and answers 429 to the sixth', async () => {
    const person = await newUser()
    for (let n = 0; n < 5; n += 1) expectAnswer(await login(wrong(person)), REFUSED)
    const sixth = await login(wrong(person))
    expectThrottled(sixth, 60)
    expectAnswer(sixth, { status: 429, headers: { Allow: 'POST, OPTIONS' } })
  })

  it('counts every attempt: with a right password, an empty body, or invalid JSON', async () => {
    const person = await newUser()
    expectAnswer(await login(person), { status: 200 })
    expectAnswer(await login({}), NOTHING_SENT)
    expectAnswer(await login([]), NOTHING_SENT)
    expectAnswer(await send('POST', LOGIN, { raw: '{' }), { status: 400 })
    expectAnswer(await send('POST', LOGIN, { form: { username: 'x' } }), { status: 400 })
    expectThrottled(await login(person), 60)
  })

  it('refuses the right password too, without checking it', async () => {
    const person = await newUser()
    for (let n = 0; n < 5; n += 1) await login({})
    const before = await hook({ op: 'count_hashes' })
    expectThrottled(await login(person), 60)
    if (before.status === 200) {
      expectAnswer(await hook({ op: 'count_hashes' }), { status: 200, body: before.body })
    }
  })

  it('says how long to wait: until the oldest attempt is a minute old', async () => {
    await login({})
    await letPass(30)
    for (let n = 0; n < 4; n += 1) await login({})
    await letPass(9)
    expectThrottled(await login({}), 21)
    await letPass(20)
    expectThrottled(await login({}), 1)
  })

  it('allows one more login each time an attempt becomes a minute old', async () => {
    await login({})
    await letPass(20)
    await login({})
    await letPass(20)
    for (let n = 0; n < 3; n += 1) expectAnswer(await login({}), NOTHING_SENT)
    await letPass(20)
    expectAnswer(await login({}), NOTHING_SENT)
    expectThrottled(await login({}), 20)
    await letPass(20)
    expectAnswer(await login({}), NOTHING_SENT)
    expectThrottled(await login({}), 20)
  })

  it('does not extend the wait when a client tries again', async () => {
    for (let n = 0; n < 5; n += 1) await login({})
    for (let n = 0; n < 7; n += 1) expectThrottled(await login({}), 60)
    await letPass(30)
    for (let n = 0; n < 7; n += 1) expectThrottled(await login({}), 30)
    await letPass(30)
    expectAnswer(await login({}), NOTHING_SENT)
  })

  it('allows no more when twenty logins arrive at once', async () => {
    // With two separate steps, another request can come between reading and writing.
    await hook({ op: 'slow_cache' })
    const answers = await Promise.all(Array.from({ length: 20 }, () => login({})))
    expectThrottled(await login({}), 60)
    expectPassed(answers, 5)
  })

  it('counts each address separately', async () => {
    await behindProxies(1)
    for (let n = 0; n < 6; n += 1) await login({}, '192.0.2.1')
    expectAnswer(await login({}, '192.0.2.2'), NOTHING_SENT)
    expectThrottled(await login({}, '192.0.2.1'), 60)
  })

  it('counts the attempts of an address together, whatever the usernames', async () => {
    for (let n = 0; n < 5; n += 1) expectAnswer(await login(wrong(unknown())), REFUSED)
    for (let n = 0; n < 10; n += 1) expectThrottled(await login(wrong(unknown())), 60)
  })

  it('ignores X-Forwarded-For when no proxy is configured', async () => {
    const forwarded = ['192.0.2.1', '192.0.2.2, 192.0.2.3', 'nonsense', '127.0.0.1', '']
    for (const address of forwarded) expectAnswer(await login({}, address), NOTHING_SENT)
    for (const address of forwarded) expectThrottled(await login({}, address), 60)
    for (const name of ['Forwarded', 'X-Real-IP', 'X-Client-IP', 'CF-Connecting-IP', 'Client-IP']) {
      const headers = { [name]: name === 'Forwarded' ? 'for=192.0.2.9' : '192.0.2.9' }
      expectThrottled(await send('POST', LOGIN, { json: {}, headers }), 60)
    }
  })

  it('uses the last address in X-Forwarded-For, which its own proxy has added', async () => {
    await behindProxies(1)
    for (let n = 0; n < 5; n += 1) await login({}, `192.0.2.${n}, 198.51.100.7`)
    expectThrottled(await login({}, '192.0.2.9, 198.51.100.7'), 60)
    expectThrottled(await login({}, '198.51.100.7'), 60)
    expectAnswer(await login({}, '198.51.100.7, 192.0.2.9'), NOTHING_SENT)
  })

  it('counts an address as the same in every notation', async () => {
    await hereOnly()
    await behindProxies(1)
    const forms = [
      [
        '192.0.2.1',
        '::ffff:192.0.2.1',
        '::FFFF:C000:201',
        '192.0.2.1:4711',
        '[::ffff:c000:201]:80',
      ],
      [
        '2001:db8::1',
        '2001:DB8:0:0:0:0:0:1',
        '2001:db8::1%eth0',
        '[2001:db8::1]:443',
        '2001:db8::2',
      ],
    ]
    for (const addresses of forms) {
      for (const address of addresses) expectAnswer(await login({}, address), NOTHING_SENT)
      for (const address of addresses) expectThrottled(await login({}, address), 60)
    }
    expectAnswer(await login({}, '2001:db8:0:1::1'), NOTHING_SENT)
  })

  it('does not count OPTIONS, or a method that the view lacks', async () => {
    await hereOnly()
    for (const method of ['OPTIONS', 'GET', 'HEAD', 'PUT', 'DELETE'] satisfies Method[]) {
      const status = method === 'OPTIONS' ? 200 : 405
      for (let n = 0; n < 6; n += 1) expectAnswer(await send(method, LOGIN), { status })
    }
    expectAnswer(await login({}), NOTHING_SENT)
  })

  it('does not count a request that is refused earlier, with 401 or 406', async () => {
    const headers = { Accept: 'text/html' }
    for (let n = 0; n < 6; n += 1) {
      expectAnswer(await send('POST', LOGIN, { json: {}, token: 'bad' }), { status: 401 })
      expectAnswer(await send('POST', LOGIN, { json: {}, headers }), { status: 406 })
    }
    expectAnswer(await login({}), NOTHING_SENT)
  })

  it('allows ten logins with a username in an hour, from all addresses together', async () => {
    await behindProxies(1)
    const person = await newUser()
    await fill(person)
    expectThrottled(await login(person, '192.0.2.100'), 3600)
    await letPass(3599)
    expectThrottled(await login(person, '192.0.2.100'), 1)
    await letPass(1)
    expectAnswer(await login(person, '192.0.2.100'), { status: 200 })
  })

  it('allows no more when many addresses try a username at once', async () => {
    await behindProxies(1)
    const person = await newUser()
    await hook({ op: 'slow_cache' })
    const addresses = Array.from({ length: 20 }, (_, n) => `192.0.2.${n}`)
    const answers = await Promise.all(addresses.map((each) => login(wrong(person), each)))
    expectThrottled(await login(wrong(person), '198.51.100.1'), 3600)
    expectPassed(answers, 10)
  })

  it('treats an unknown username like any other', async () => {
    await behindProxies(1)
    for (const person of [await newUser(), unknown()]) {
      await fill(person)
      expectThrottled(await login(wrong(person), '198.51.100.1'), 3600)
    }
  })

  it('counts a username as the login reads it', async () => {
    await behindProxies(1)
    const person = await newUser()
    const { username } = person
    const same = [username, ` ${username}`, `${username}\n`, `\u3000${username}\t`]
    for (let n = 0; n < 10; n += 1) {
      const attempt = { username: same[n % same.length], password: 'wrong' }
      expectAnswer(await login(attempt, `192.0.2.${n}`), REFUSED)
    }
    for (const each of same) {
      expectThrottled(await login({ username: each, password: 'wrong' }, '198.51.100.1'), 3600)
    }
    const others = [username.toUpperCase(), `${username}.`, username.slice(1), `${username} x`]
    for (const [n, other] of others.entries()) {
      const attempt = { username: other, password: 'wrong' }
      expectAnswer(await login(attempt, `203.0.113.${n}`), REFUSED)
    }
  })

  it('counts a username sent as JSON or as a form', async () => {
    await behindProxies(1)
    const username = String(Math.floor(Math.random() * 1e12))
    for (let n = 0; n < 10; n += 1) {
      const headers = { 'X-Forwarded-For': `192.0.2.${n}` }
      const form = { username, password: 'wrong' }
      const raw = `{"username": ${username}, "password": "wrong"}`
      const ways = [{ form }, { raw }, { json: form }, { form: { username } }]
      expectAnswer(await send('POST', LOGIN, { headers, ...ways[n % 4] }), { status: 400 })
    }
    expectThrottled(await login({ username, password: 'wrong' }, '198.51.100.1'), 3600)
  })

  it('does not count by username when none is sent', async () => {
    await behindProxies(1)
    const bodies = [
      {},
      { username: '' },
      { username: '  ' },
      { username: null },
      { username: true },
    ]
    const attempts = [...bodies, { username: ['x'] }, { username: { x: 1 } }, [], 'x', null]
    for (let n = 0; n < 22; n += 1) {
      expectAnswer(await login(attempts[n % attempts.length], `192.0.2.${n}`), { status: 400 })
    }
  })

  it('does not count an attempt for its username when it is refused by address', async () => {
    await hereOnly()
    await behindProxies(1)
    const person = await newUser()
    for (let n = 0; n < 5; n += 1) await login({}, '192.0.2.1')
    for (let n = 0; n < 20; n += 1) expectThrottled(await login(wrong(person), '192.0.2.1'), 60)
    expectAnswer(await login(person, '192.0.2.2'), { status: 200 })
  })

  it('sends the longest wait when both the address and the username are at their limit', async () => {
    await behindProxies(1)
    const person = await newUser()
    await fill(person)
    for (let n = 0; n < 5; n += 1) await login({}, '198.51.100.1')
    expectThrottled(await login(person, '198.51.100.1'), 3600)
    expectThrottled(await login({}, '198.51.100.1'), 60)
  })

  it('counts an attempt for its address even if the username is at its limit', async () => {
    await behindProxies(1)
    const person = await newUser()
    await fill(person)
    for (let n = 0; n < 5; n += 1) expectThrottled(await login(person, '198.51.100.1'), 3600)
    expectThrottled(await login(wrong(unknown()), '198.51.100.1'), 60)
  })

  it('allows a user sixty writes in a minute, failed ones included, and any number of reads', async () => {
    await behindProxies(1)
    const alice = await newUser()
    const [own] = await newTasks(alice, { title: random('title') })
    const task = `${TASKS}${own?.id}/`
    const tokens = [await v2TokenOf(alice), await v2TokenOf(alice)]
    const ways: [Method, string, unknown, number][] = [
      ['POST', TASKS, {}, 400],
      ['PATCH', task, {}, 200],
      ['DELETE', `${TASKS}999999999/`, undefined, 404],
      ['DELETE', TASKS, undefined, 405],
    ]
    const write = (n: number, [method, path, json]: (typeof ways)[number]) => {
      const headers = { 'X-Forwarded-For': `192.0.2.${n}` }
      return send(method, path, { token: tokens[n % 2], headers, json })
    }
    const read = async (token?: string) => {
      expectAnswer(await send('GET', TASKS, { token }), { status: 200 })
      expectAnswer(await send('OPTIONS', task, { token }), { status: 200 })
    }
    await read(tokens[0])
    for (let n = 0; n < 60; n += 1) {
      const way = ways[n % ways.length] as (typeof ways)[number]
      expectAnswer(await write(n, way), { status: way[3] })
    }
    for (const [n, way] of ways.entries()) expectThrottled(await write(n, way), 60)
    await read(tokens[0])
    expectAnswer(await send('POST', TASKS, { token: 'bad', json: {} }), { status: 401 })
    const token = await v2TokenOf(await newUser())
    expectAnswer(await send('POST', TASKS, { token, json: {} }), { status: 400 })
    await letPass(60)
    expectAnswer(await send('DELETE', task, { token: tokens[0] }), { status: 204 })
  })

  it('counts the logins of an authenticated user by user, whatever the address and the token', async () => {
    await behindProxies(1)
    const alice = await newUser()
    const tokens = [await v2TokenOf(alice), await v2TokenOf(alice)]
    const attempt = (n: number, token?: string) => {
      return send('POST', LOGIN, {
        token,
        json: {},
        headers: { 'X-Forwarded-For': `192.0.2.${n}` },
      })
    }
    for (let n = 0; n < 5; n += 1) expectAnswer(await attempt(n, tokens[n % 2]), NOTHING_SENT)
    for (const token of tokens) expectThrottled(await attempt(9, token), 60)
    expectAnswer(await attempt(1, await v2TokenOf(await newUser())), NOTHING_SENT)
    expectAnswer(await attempt(1), NOTHING_SENT)
  })

  it('calls every throttle of the view, and accepts only true', async () => {
    await hookIfOffered({ op: 'set_classes', throttles: ['Yes', 'Undefined', 'Yes'] })
    expectAnswer(await login({}), { status: 429 })
    expectAnswer(await hook({ op: 'asked_classes' }), {
      status: 200,
      body: { asked: ['Yes', 'Undefined', 'Yes'] },
    })
    for (const refusing of ['No', 'Truthy']) {
      await hook({ op: 'set_classes', throttles: ['Yes', refusing] })
      expectAnswer(await login({}), { status: 429 })
    }
    await hook({ op: 'set_classes', throttles: ['Yes', 'Yes'] })
    expectAnswer(await login({}), NOTHING_SENT)
  })
})

let attempts = 0

function wrong({ username }: Person): Person {
  attempts += 1
  return { username, password: WRONG[attempts % WRONG.length] as string }
}

function unknown(): Person {
  return wrong({ username: random('nobody'), password: '' })
}

/** Uses up the ten attempts of a username, each from another address. */
async function fill(person: Person): Promise<void> {
  const answers: Answer[] = []
  for (let n = 0; n < 10; n += 1) answers.push(await login(wrong(person), `192.0.2.${n}`))
  expectPassed(answers, 10)
}

/** Skips the check on DRF itself, because this API is safer there. */
async function hereOnly(): Promise<void> {
  await hookIfOffered({ op: 'asked_classes' })
}
