import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, hookIfOffered, send } from '../harness/client.ts'
import { delayEachCall, failEachCall, meetAtEachCall } from '../harness/database-checks.ts'
import { expectHashes, hashesSoFar } from '../harness/hashes.ts'
import {
  newCredentials,
  newStaff,
  newToken,
  newUser,
  type Person,
  random,
  startCheck,
  tokenOf,
} from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'
import { A_KEY, A_NEW_KEY, AN_ID, otherThan } from '../harness/value-like.ts'

const REFUSED = {
  status: 400,
  headers: { 'WWW-Authenticate': null },
  body: { non_field_errors: ['Unable to log in with provided credentials.'] },
}

describe('03-login', () => {
  beforeEach(startCheck)

  it('answers a login with 200 and the existing token', async () => {
    await newToken()
    const json = await newUser()
    const token = await tokenOf(json)
    expectAnswer(await send('POST', '/api/login/', { json }), {
      status: 200,
      headers: { 'Set-Cookie': null },
      body: { token },
    })
  })

  it('answers a login with a new token when the user has none', async () => {
    const json = await newUser('bulk_create')
    expectAnswer(await send('POST', '/api/login/', { json }), {
      status: 200,
      body: { token: A_NEW_KEY },
    })
  })

  it('answers a login with 400 when the password is wrong', async () => {
    const { username } = await newUser()
    const json = { username, password: random('wrong') }
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
  })

  it('answers a login with an unknown username like a wrong password', async () => {
    expectAnswer(await send('POST', '/api/login/', { json: newCredentials() }), REFUSED)
  })

  it('answers a login of an inactive user like a wrong password', async () => {
    const json = await newUser()
    await hook({ op: 'set_active', user: json.username, value: false })
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
  })

  it('answers a login with 400 and the missing fields', async () => {
    expectAnswer(await send('POST', '/api/login/', { json: { username: random('user') } }), {
      status: 400,
      body: { password: ['This field is required.'] },
    })
  })

  it('answers a login with 400 unless the password matches exactly', async () => {
    const password = `  Caf\u00e9-${'long'.repeat(20)}-${random('password')}  `
    const { username } = await newUser('create_user', password)
    const wrong = [
      password.trim(),
      password.slice(0, 72),
      `${password} `,
      password.toLowerCase(),
      password.toUpperCase(),
      password.normalize('NFD'),
      password.slice(1),
    ]
    for (const each of wrong) {
      const json = { username, password: each }
      expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
    }
    expectAnswer(await send('POST', '/api/login/', { json: { username, password } }), {
      status: 200,
    })
  })

  it('answers a login with 400 unless the username matches exactly', async () => {
    const { username, password } = await newUser()
    for (const each of [username.toUpperCase(), username.slice(0, -1), `${username}x`, '%']) {
      const json = { username: each, password }
      expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
    }
  })

  it('answers a login of inactive staff like a wrong password', async () => {
    const json = await newStaff()
    await hook({ op: 'set_active', user: json.username, value: false })
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
  })

  it('answers a login with 400 as soon as the password has changed', async () => {
    const person = await newUser()
    await send('POST', '/api/login/', { json: person })
    const password = random('password')
    await hook({ op: 'set_password', user: person.username, password })
    expectAnswer(await send('POST', '/api/login/', { json: person }), REFUSED)
    expectAnswer(await send('POST', '/api/login/', { json: { ...person, password } }), {
      status: 200,
    })
  })

  it('answers a login with 400 as soon as the user is inactive', async () => {
    const json = await newUser()
    await send('POST', '/api/login/', { json })
    await hook({ op: 'set_active', user: json.username, value: false })
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
  })

  it('answers a login with a new token after the old one was deleted', async () => {
    const json = await newUser()
    const token = await tokenOf(json)
    await send('POST', '/api/login/', { json })
    await hook({ op: 'delete_token', user: json.username })
    expectAnswer(await send('POST', '/api/login/', { json }), {
      status: 200,
      body: { token: otherThan(token) },
    })
  })

  it('creates no token for a refused login', async () => {
    const { username } = await newUser('bulk_create')
    const json = { username, password: random('wrong') }
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
    expectAnswer(await hook({ op: 'token', user: username }), {
      status: 200,
      body: { tokens: 0, key: null },
    })
  })

  it('authenticates the user whose token is sent', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    const answer = await send('GET', '/api/me/', { token })
    expectAnswer(answer, {
      status: 200,
      body: { id: AN_ID, username: person.username, is_staff: false },
    })
  })

  it('accepts the keyword in upper and lower case', async () => {
    const person = await newUser()
    const headers = { Authorization: `TOKEN ${await tokenOf(person)}` }
    const answer = await send('GET', '/api/me/', { headers })
    expectAnswer(answer, {
      status: 200,
      body: { id: AN_ID, username: person.username, is_staff: false },
    })
  })

  it('answers 401 "Invalid token." to an unknown key', async () => {
    expectAnswer(
      await send('GET', '/api/me/', { token: random('key') }),
      unauthorized('Invalid token.'),
    )
  })

  it('answers 401 "Invalid token." to a key in the wrong case', async () => {
    const { username: user } = await newUser()
    const key = random('key')
    await hook({ op: 'set_token_key', user, key })
    const token = key.toUpperCase()
    expectAnswer(await send('GET', '/api/me/', { token }), unauthorized('Invalid token.'))
  })

  it('answers 401 "Invalid token." to a shortened, lengthened or quoted key', async () => {
    const key = await newToken()
    const wrong = [
      key.slice(0, 1),
      key.slice(0, -1),
      key.slice(1),
      `${key}0`,
      `0${key}`,
      `"${key}"`,
      `${key},`,
      `${key};`,
      `${key}%`,
      '*',
      '%',
      'undefined',
      'null',
    ]
    for (const token of wrong) {
      expectAnswer(await send('GET', '/api/me/', { token }), unauthorized('Invalid token.'))
    }
  })

  it('answers 401 to the token of an inactive user', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    await hook({ op: 'set_active', user: person.username, value: false })
    expectAnswer(
      await send('GET', '/api/me/', { token }),
      unauthorized('User inactive or deleted.'),
    )
  })

  it('answers 401 to the token of inactive staff', async () => {
    const person = await newStaff()
    const token = await tokenOf(person)
    await hook({ op: 'set_active', user: person.username, value: false })
    expectAnswer(
      await send('GET', '/api/me/', { token }),
      unauthorized('User inactive or deleted.'),
    )
  })

  it('answers 401 to a token as soon as its user is inactive', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    await send('GET', '/api/me/', { token })
    await hook({ op: 'set_active', user: person.username, value: false })
    expectAnswer(
      await send('GET', '/api/me/', { token }),
      unauthorized('User inactive or deleted.'),
    )
  })

  it('answers 401 to a token as soon as it is deleted', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    await send('GET', '/api/me/', { token })
    await hook({ op: 'delete_token', user: person.username })
    expectAnswer(await send('GET', '/api/me/', { token }), unauthorized('Invalid token.'))
  })

  it('answers 401 to two Authorization headers', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const headers = { Authorization: [`Token ${alice}`, `Token ${bob}`] }
    expectAnswer(
      await send('GET', '/api/me/', { headers }),
      unauthorized('Invalid token header. Token string should not contain spaces.'),
    )
  })

  it('answers 401 to the keyword without a key', async () => {
    expectAnswer(
      await send('GET', '/api/me/', { headers: { Authorization: 'Token' } }),
      unauthorized('Invalid token header. No credentials provided.'),
    )
  })

  it('answers 401 to a key with a space in it', async () => {
    const token = `${await newToken()} more`
    expectAnswer(
      await send('GET', '/api/me/', { token }),
      unauthorized('Invalid token header. Token string should not contain spaces.'),
    )
  })

  it('answers 401 to a key that is not valid UTF-8', async () => {
    expectAnswer(
      await send('GET', '/api/me/', { token: '\xb8' }),
      unauthorized('Invalid token header. Token string should not contain invalid characters.'),
    )
  })

  it('hashes a password for an unknown username too, so that timing reveals nothing', async () => {
    const { username } = await newUser()
    const start = await hashesSoFar()
    const json = { username, password: random('wrong') }
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
    const known = await hashesSoFar()
    await send('POST', '/api/login/', { json: newCredentials() })
    await expectHashes(known, known - start)
  })

  it('hashes a password for an inactive user too, so that timing reveals nothing', async () => {
    const json = await newUser()
    const start = await hashesSoFar()
    const wrong = { ...json, password: random('wrong') }
    expectAnswer(await send('POST', '/api/login/', { json: wrong }), REFUSED)
    const known = await hashesSoFar()
    await hook({ op: 'set_active', user: json.username, value: false })
    await send('POST', '/api/login/', { json: wrong })
    await expectHashes(known, known - start)
  })

  it('ignores another scheme', async () => {
    const person = await newUser()
    const key = await tokenOf(person)
    const basic = Buffer.from(`${person.username}:${person.password}`).toString('base64')
    // The last two equal the keyword for localeCompare.
    const schemes = ['Bearer', 'JWT', 'constructor', 'Tokens', 'Tok\xe9n', 'To\xadken']
    for (const value of [`Basic ${basic}`, ...schemes.map((scheme) => `${scheme} ${key}`)]) {
      const headers = { Authorization: value }
      expectAnswer(await send('GET', '/api/me/', { headers }), ...ANONYMOUS)
    }
    const headers = { Authorization: `Bearer ${random('key')}` }
    expectAnswer(await send('POST', '/api/login/', { headers, json: person }), {
      status: 200,
      body: { token: A_KEY },
    })
  })

  it('ignores a keyword and a key with no space between them', async () => {
    const headers = { Authorization: `Token${random('key')}` }
    expectAnswer(await send('POST', '/api/login/', { headers, json: await newUser() }), {
      status: 200,
      body: { token: A_KEY },
    })
  })

  it('ignores a key without the keyword', async () => {
    const headers = { Authorization: await newToken() }
    expectAnswer(await send('GET', '/api/me/', { headers }), ...ANONYMOUS)
  })

  it('ignores a token in the URL', async () => {
    const token = await newToken()
    for (const name of NAMES) {
      expectAnswer(await send('GET', `/api/me/?${name}=${token}`), ...ANONYMOUS)
    }
  })

  it('ignores a token in a cookie', async () => {
    const token = await newToken()
    for (const name of [...NAMES, 'sessionid']) {
      const headers = { Cookie: `${name}=${token}` }
      expectAnswer(await send('GET', '/api/me/', { headers }), ...ANONYMOUS)
    }
    const headers = { Cookie: `Authorization=Token%20${token}` }
    expectAnswer(await send('GET', '/api/me/', { headers }), ...ANONYMOUS)
  })

  it('ignores a token in the body', async () => {
    const token = await newToken()
    const json = Object.fromEntries(NAMES.map((name) => [name, token]))
    const path = '/api/demo/allow-any/'
    expectAnswer(await send('POST', path, { json }), ...anonymousAt('POST'))
    expectAnswer(await send('POST', path, { form: json }), ...anonymousAt('POST'))
  })

  it('ignores a token, a name or an id in another header', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    const { body } = await send('GET', '/api/me/', { token })
    const { id } = body as { id: number }
    for (const name of ['Proxy-Authorization', 'X-Authorization', 'X-Forwarded-Authorization']) {
      const headers = { [name]: `Token ${token}` }
      expectAnswer(await send('GET', '/api/me/', { headers }), ...ANONYMOUS)
    }
    for (const name of ['X-Auth-Token', 'X-Api-Key', 'X-Access-Token', 'X-Token', 'Token']) {
      expectAnswer(await send('GET', '/api/me/', { headers: { [name]: token } }), ...ANONYMOUS)
    }
    for (const name of ['X-User-Id', 'X-User', 'X-Username', 'Remote-User', 'X-Remote-User']) {
      for (const value of [String(id), person.username]) {
        expectAnswer(await send('GET', '/api/me/', { headers: { [name]: value } }), ...ANONYMOUS)
      }
    }
  })

  it('calls every authentication class in order until one authenticates the user', async () => {
    await hookIfOffered({ op: 'set_classes', authentication: ['Never', 'Carol', 'Carol'] })
    await send('GET', '/api/me/')
    expectAnswer(await hook({ op: 'asked_classes' }), {
      status: 200,
      body: { asked: ['Never', 'Carol'] },
    })
  })

  it('sets the user that an authentication class returns', async () => {
    await hookIfOffered({ op: 'set_classes', authentication: ['Carol'] })
    expectAnswer(await send('GET', '/api/me/'), {
      status: 200,
      body: { id: -1, username: 'carol', is_staff: false },
    })
  })

  it('answers 500, and stores nothing, when the database fails', async () => {
    const login = async () => {
      const json = await newUser('bulk_create')
      return () => send('POST', '/api/login/', { json })
    }
    await failEachCall(login, { status: 200 })
    const me = async () => {
      const token = await newToken()
      return () => send('GET', '/api/me/', { token })
    }
    await failEachCall(me, { status: 200 })
  })

  it('answers only after every database call has finished', async () => {
    const login = async () => {
      const json = await newUser('bulk_create')
      return () => send('POST', '/api/login/', { json })
    }
    await delayEachCall(login, { status: 200, body: { token: A_NEW_KEY } })
    const token = await newToken()
    await delayEachCall(async () => () => send('GET', '/api/me/', { token }), { status: 200 })
  })

  it('authenticates two users whose requests arrive at the same time', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const [first, second] = [await tokenOf(alice), await tokenOf(bob)]
    expectAnswer(await send('GET', '/api/me/', { token: first }), {
      status: 200,
      body: meOf(alice),
    })
    await meetAtEachCall(
      async () => [
        () => send('GET', '/api/me/', { token: first }),
        () => send('GET', '/api/me/', { token: second }),
      ],
      (one, other) => {
        expectAnswer(other, { status: 200, body: meOf(bob) })
        expectAnswer(one, { status: 200, body: meOf(alice) })
      },
    )
  })

  it('answers two simultaneous logins with the same token', async () => {
    let json = await newUser('bulk_create')
    await meetAtEachCall(
      async () => {
        json = await newUser('bulk_create')
        const login = () => send('POST', '/api/login/', { json })
        return [login, login]
      },
      async (first, second) => {
        const body = { token: await tokenOf(json) }
        expectAnswer(first, { status: 200, body })
        expectAnswer(second, { status: 200, body })
      },
    )
  })

  itFollowsThePolicy('03-login')
})

/** The names under which clients of other APIs send a key. */
const NAMES = ['token', 'key', 'auth_token', 'access_token', 'api_key', 'auth', 'authorization']

/** The response of the demo view to an anonymous request. */
function anonymousAt(method: string) {
  return [
    {
      status: 401,
      body: { detail: 'Authentication credentials were not provided.' },
      when: 'while step 4 is done, and step 5 is not',
    },
    { status: 200, body: { detail: 'ok', method, user: null }, when: 'at any other time' },
  ]
}

/** The response to an anonymous request: 200 until step 04 closes the view. */
const ANONYMOUS = [
  {
    status: 401,
    body: { detail: 'Authentication credentials were not provided.' },
    when: 'from step 4 on, which closes the view',
  },
  { status: 200, body: { id: null, username: '', is_staff: false }, when: 'before step 4' },
]

function unauthorized(detail: string) {
  return { status: 401, headers: { 'WWW-Authenticate': 'Token' }, body: { detail } }
}

function meOf({ username }: Person) {
  return { id: AN_ID, username, is_staff: false }
}
