import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, hookIfOffered, send } from '../harness/client.ts'
import { meetAtEachCall } from '../harness/database-checks.ts'
import { newUser, type Person, startCheck, tokenOf } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'
import { letPass } from '../harness/time.ts'
import { A_DIGEST, A_MOMENT, A_V2_TOKEN, AN_ID, AT_LEAST_20 } from '../harness/value-like.ts'

const OK = { status: 200 }
const HOUR = 3600
const INVALID = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Token' },
  body: { detail: 'Invalid token.' },
}
const REFUSED = {
  status: 400,
  body: { non_field_errors: ['Unable to log in with provided credentials.'] },
}

describe('10-hashed-tokens', () => {
  beforeEach(startCheck)

  it('answers a login with a token and its expiry, and sets no cookie', async () => {
    expectAnswer(await logIn(await newUser()), {
      status: 200,
      headers: { 'Set-Cookie': null },
      body: { expiry: A_MOMENT, token: A_V2_TOKEN },
    })
  })

  it('answers 400 to a login with a wrong password, or of an unknown or inactive user', async () => {
    const person = await newUser()
    expectAnswer(await logIn({ ...person, password: 'wrong' }), REFUSED)
    expectAnswer(await logIn({ ...person, username: 'nobody-at-all' }), REFUSED)
    await hook({ op: 'set_active', user: person.username, value: false })
    expectAnswer(await logIn(person), REFUSED)
  })

  it('makes a new token at each login, and all of them work', async () => {
    const person = await newUser()
    const tokens = [await newToken(person), await newToken(person), await newToken(person)]
    expectAnswer(await hook({ op: 'v2_tokens', user: person.username }), {
      status: 200,
      body: { rows: 3 },
    })
    for (const token of tokens) await expectUser(token, person)
  })

  it('logs in the user with the password, not the user of the token in the header', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [token] = await tokensOf(bob)
    const answer = await send('POST', '/api/v2/login/', { token, json: alice })
    await expectUser((answer.body as { token: string }).token, alice)
  })

  it('answers 403 to a login when the user has ten valid tokens', async () => {
    const person = await newUser()
    const [first] = await tokensOf(person, { count: 10 })
    const tooMany = { error: 'Maximum amount of tokens allowed per user exceeded.' }
    expectAnswer(await logIn(person), { status: 403, body: tooMany })
    expectAnswer(await logIn({ ...person, password: 'wrong' }), REFUSED)
    expectAnswer(await send('POST', '/api/v2/logout/', { token: first }), { status: 204 })
    expectAnswer(await logIn(person), OK)
  })

  it('makes no more tokens than allowed when logins arrive at once', async () => {
    await hookIfOffered({ op: 'stricter_than_drf' })
    let person = await newUser()
    const prepare = async () => {
      person = await newUser()
      await tokensOf(person, { count: 9 })
      const send = () => logIn(person)
      return [send, send] as [typeof send, typeof send]
    }
    await meetAtEachCall(prepare, async (...answers) => {
      await expectRows(person, 10)
      const made = answers.filter(({ status }) => status === 200)
      for (const answer of answers) {
        expectAnswer(answer, made.length === 1 && answer === made[0] ? OK : { status: 403 })
      }
    })
  })

  it('counts neither expired tokens nor those of other users', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    await tokensOf(alice, { count: 10, expires_in: -1 })
    await tokensOf(bob, { count: 10 })
    expectAnswer(await logIn(alice), OK)
  })

  it('stores the SHA-512 digest of a token and its first 15 characters, and not the token', async () => {
    const person = await newUser()
    const token = await newToken(person)
    expectAnswer(await hook({ op: 'v2_stored', token }), {
      status: 200,
      body: {
        found: true,
        whole_token_stored: false,
        user: person.username,
        token_length: 64,
        digest: A_DIGEST,
        digest_length: 128,
        key: 'first 15 characters',
        expires_in_minutes: 600,
      },
    })
  })

  it('accepts neither a digest nor the beginning of a token', async () => {
    const [token = ''] = await tokensOf(await newUser())
    const stored = await hook({ op: 'v2_stored', token })
    const { digest } = stored.body as { digest: string }
    expectAnswer(await me(digest), INVALID)
    expectAnswer(await me(token.slice(0, 15)), INVALID)
  })

  it('makes tokens that cannot be predicted', async () => {
    const { username: user } = await newUser()
    const answer = await hookIfOffered({ op: 'v2_randomness', user })
    expectAnswer(answer, { status: 200, body: { random_bytes: AT_LEAST_20 } })
  })

  it('authenticates the user by the token', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [[a = ''], [b = '']] = [await tokensOf(alice), await tokensOf(bob)]
    await expectUser(a, alice)
    await expectUser(b, bob)
  })

  it('answers 401 to a token that is shortened, lengthened or changed', async () => {
    const [[token = ''], [other = '']] = [
      await tokensOf(await newUser()),
      await tokensOf(await newUser()),
    ]
    const changed = [
      ...[token.slice(0, 63), `${token}00`, `${token}${token}`, token.slice(0, 15)],
      ...[`${token.slice(0, 32)}${'0'.repeat(32)}`, `00000000${token.slice(8)}`],
      ...[`${token.slice(0, 32)}${other.slice(32)}`, `${token.slice(0, 15)}zzzz`, `"${token}"`],
      ...[`${token.slice(0, 15)}%`, `${token.slice(0, 63)}_`, '%', "'OR'1'='1", 'a'.repeat(5000)],
    ]
    for (const each of changed) expectAnswer(await me(each), INVALID)
    if (token !== token.toUpperCase()) expectAnswer(await me(token.toUpperCase()), INVALID)
  })

  it('compares digests in constant time', async () => {
    const [token = ''] = await tokensOf(await newUser())
    await hookIfOffered({ op: 'v2_comparisons' })
    await me(token)
    const right = await hook({ op: 'v2_comparisons' })
    expectAnswer(right, { status: 200, body: { comparisons: 1 } })
    await me(`${token.slice(0, 15)}${'0'.repeat(49)}`)
    const wrong = await hook({ op: 'v2_comparisons' })
    expectAnswer(wrong, { status: 200, body: { comparisons: 1 } })
  })

  it('keeps the tokens of the two versions apart', async () => {
    const person = await newUser()
    const [token = ''] = await tokensOf(person)
    expectAnswer(await me(await tokenOf(person)), INVALID)
    expectAnswer(await send('GET', '/api/me/', { token }), INVALID)
  })

  it('refuses a token while its user is inactive, and accepts it again afterwards', async () => {
    const person = await newUser()
    const [token = ''] = await tokensOf(person)
    const { username: user } = person
    await hook({ op: 'set_active', user, value: false })
    expectAnswer(await me(token), {
      ...INVALID,
      body: { detail: 'User inactive or deleted.' },
    })
    await hook({ op: 'set_active', user, value: true })
    await expectUser(token, person)
  })

  it('refuses the token of a deleted user, and deletes it', async () => {
    const person = await newUser()
    const [token = ''] = await tokensOf(person)
    await expectUser(token, person)
    await hook({ op: 'delete_user', user: person.username })
    expectAnswer(await me(token), INVALID)
    expectAnswer(await hook({ op: 'v2_stored', token }), {
      status: 200,
      body: { found: false, whole_token_stored: false },
    })
  })

  it('expires a token ten hours after the login, however often it is used', async () => {
    const person = await newUser()
    const token = await newToken(person)
    await letPass(9 * HOUR)
    await expectUser(token, person)
    await letPass(HOUR - 60)
    await expectUser(token, person)
    await letPass(120)
    expectAnswer(await me(token), INVALID)
  })

  it('never expires a token without an expiry', async () => {
    const person = await newUser()
    const [token = ''] = await tokensOf(person, { expires_in: null })
    await letPass(10 * 365 * 24 * HOUR)
    await expectUser(token, person)
  })

  it('gives a token the lifetime that it is created with', async () => {
    const person = await newUser()
    for (const minutes of [0, 1, 90, null]) {
      const [token = ''] = await tokensOf(person, {
        expires_in: minutes === null ? null : minutes * 60,
      })
      const { body } = await hook({ op: 'v2_stored', token })
      expectAnswer(await hook({ op: 'v2_stored', token }), {
        status: 200,
        body: { ...(body as object), found: true, expires_in_minutes: minutes },
      })
    }
  })

  it('checks the expiry before it checks whether the user is active', async () => {
    const { username: user } = await newUser()
    const [token = ''] = await tokensOf({ username: user }, { expires_in: -1 })
    await hook({ op: 'set_active', user, value: false })
    expectAnswer(await me(token), INVALID)
  })

  it('deletes all expired tokens of a user when one of their tokens is sent', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [expired = ''] = await tokensOf(alice, { count: 2, expires_in: -1 })
    const [working = ''] = await tokensOf(alice)
    await tokensOf(bob, { expires_in: -1 })
    await expectUser(working, alice)
    await expectRows(alice, 1)
    expectAnswer(await me(expired), INVALID)
    await expectRows(bob, 1)
  })

  it('deletes only the token that logs out', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [phone = '', laptop = ''] = await tokensOf(alice, { count: 2 })
    const [others = ''] = await tokensOf(bob)
    expectAnswer(await logOut(phone), { status: 204, body: null })
    expectAnswer(await me(phone), INVALID)
    expectAnswer(await logOut(phone), INVALID)
    await expectUser(laptop, alice)
    await expectUser(others, bob)
    await expectRows(alice, 1)
  })

  it('deletes every token of a user who logs out everywhere, and no other', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [phone = '', laptop = ''] = await tokensOf(alice, { count: 2 })
    const [others = ''] = await tokensOf(bob)
    expectAnswer(await logOut(phone, 'logoutall'), { status: 204, body: null })
    for (const token of [phone, laptop]) expectAnswer(await me(token), INVALID)
    expectAnswer(await logOut(phone, 'logoutall'), INVALID)
    await expectUser(others, bob)
    await expectRows(alice, 0)
  })

  it('keeps the token of version 1 when one of version 2 logs out', async () => {
    const person = await newUser()
    const v1 = await tokenOf(person)
    for (const name of ['logout', 'logoutall'] as const) {
      const [token = ''] = await tokensOf(person)
      expectAnswer(await logOut(token, name), { status: 204 })
      expectAnswer(await send('GET', '/api/me/', { token: v1 }), OK)
    }
  })

  itFollowsThePolicy('10-hashed-tokens')

  it('logs out without reading a body', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [others = ''] = await tokensOf(bob)
    for (const name of ['logout', 'logoutall'] as const) {
      for (const body of [{ raw: '{' }, { json: { token: others } }, { form: { ...bob } }]) {
        const [token = ''] = await tokensOf(alice)
        const answer = await send('POST', `/api/v2/${name}/`, { token, ...body })
        expectAnswer(answer, { status: 204, body: null })
      }
    }
    await expectUser(others, bob)
  })
})

function logIn(credentials: Person) {
  return send('POST', '/api/v2/login/', { json: credentials })
}

async function newToken(person: Person): Promise<string> {
  const answer = await logIn(person)
  expectAnswer(answer, { status: 200, body: { expiry: A_MOMENT, token: A_V2_TOKEN } })
  return (answer.body as { token: string }).token
}

/** Tokens of a user that no login has created. */
async function tokensOf({ username: user }: { username: string }, how = {}): Promise<string[]> {
  const answer = await hook({ op: 'v2_create_token', user, ...how })
  expectAnswer(answer, { status: 200 })
  return (answer.body as { tokens: string[] }).tokens
}

function logOut(token: string, name: 'logout' | 'logoutall' = 'logout') {
  return send('POST', `/api/v2/${name}/`, { token })
}

function me(token: string) {
  return send('GET', '/api/v2/me/', { token })
}

async function expectUser(token: string, { username }: Person): Promise<void> {
  expectAnswer(await me(token), { status: 200, body: { id: AN_ID, username, is_staff: false } })
}

async function expectRows({ username: user }: Person, rows: number): Promise<void> {
  expectAnswer(await hook({ op: 'v2_tokens', user }), { status: 200, body: { rows } })
}
