import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, hookIfOffered, send } from '../harness/client.ts'
import {
  newCredentials,
  newToken,
  newUser,
  random,
  startCheck,
  tokenOf,
} from '../harness/people.ts'
import { A_KEY, A_NEW_KEY, AN_ID } from '../harness/value-like.ts'

const REFUSED = {
  status: 400,
  headers: { 'WWW-Authenticate': null },
  body: { non_field_errors: ['Unable to log in with provided credentials.'] },
}

describe('03-login', () => {
  beforeEach(startCheck)

  it('answers a login with 200 and the token that the user has', async () => {
    await newToken()
    const json = await newUser()
    const token = await tokenOf(json)
    expectAnswer(await send('POST', '/api/login/', { json }), { status: 200, body: { token } })
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

  it('answers a login of somebody unknown as it answers a wrong password', async () => {
    expectAnswer(await send('POST', '/api/login/', { json: newCredentials() }), REFUSED)
  })

  it('answers a login of an inactive user as it answers a wrong password', async () => {
    const json = await newUser()
    await hook({ op: 'set_active', user: json.username, value: false })
    expectAnswer(await send('POST', '/api/login/', { json }), REFUSED)
  })

  it('answers a login with 400 and the fields that are missing', async () => {
    expectAnswer(await send('POST', '/api/login/', { json: { username: random('user') } }), {
      status: 400,
      body: { password: ['This field is required.'] },
    })
  })

  it('recognises the user whose token is sent', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    const answer = await send('GET', '/api/me/', { token })
    expectAnswer(answer, {
      status: 200,
      body: { id: AN_ID, username: person.username, is_staff: false },
    })
  })

  it('recognises the token after the keyword in any case', async () => {
    const person = await newUser()
    const headers = { Authorization: `TOKEN ${await tokenOf(person)}` }
    const answer = await send('GET', '/api/me/', { headers })
    expectAnswer(answer, {
      status: 200,
      body: { id: AN_ID, username: person.username, is_staff: false },
    })
  })

  it('answers 401 "Invalid token." to a key that nobody has', async () => {
    expectAnswer(
      await send('GET', '/api/me/', { token: random('key') }),
      unauthorized('Invalid token.'),
    )
  })

  it('answers 401 "Invalid token." to a key in other letters than its own', async () => {
    const { username: user } = await newUser()
    const key = random('key')
    await hook({ op: 'set_token_key', user, key })
    const token = key.toUpperCase()
    expectAnswer(await send('GET', '/api/me/', { token }), unauthorized('Invalid token.'))
  })

  it('answers 401 to the token of a user who is inactive', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    await hook({ op: 'set_active', user: person.username, value: false })
    expectAnswer(
      await send('GET', '/api/me/', { token }),
      unauthorized('User inactive or deleted.'),
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

  it('answers 401 to a key that is no UTF-8', async () => {
    expectAnswer(
      await send('GET', '/api/me/', { token: '\xb8' }),
      unauthorized('Invalid token header. Token string should not contain invalid characters.'),
    )
  })

  it('hashes a password for somebody unknown, too, so that time does not tell', async () => {
    const { username } = await newUser()
    const start = await countHashes()
    await send('POST', '/api/login/', { json: { username, password: random('wrong') } })
    const known = await countHashes()
    await send('POST', '/api/login/', { json: newCredentials() })
    const answer = await hookIfOffered({ op: 'count_hashes' })
    if (answer) expectAnswer(answer, { status: 200, body: { hashes: known + (known - start) } })
  })

  it('takes no notice of another scheme', async () => {
    const headers = { Authorization: `Bearer ${random('key')}` }
    expectAnswer(await send('POST', '/api/login/', { headers, json: await newUser() }), {
      status: 200,
      body: { token: A_KEY },
    })
  })

  it('takes no notice of a keyword and a key without a space between them', async () => {
    const headers = { Authorization: `Token${random('key')}` }
    expectAnswer(await send('POST', '/api/login/', { headers, json: await newUser() }), {
      status: 200,
      body: { token: A_KEY },
    })
  })

  it('takes no notice of a key without the keyword', async () => {
    const headers = { Authorization: await newToken() }
    expectAnswer(await send('GET', '/api/me/', { headers }), ...NOBODY)
  })

  it('takes no notice of a token in the URL', async () => {
    const token = await newToken()
    expectAnswer(await send('GET', `/api/me/?token=${token}`), ...NOBODY)
  })
})

/** How often passwords were hashed so far; 0 where the subject does not tell. */
async function countHashes(): Promise<number> {
  const answer = await hookIfOffered({ op: 'count_hashes' })
  return (answer?.body as { hashes: number } | undefined)?.hashes ?? 0
}

/** Before step 04 closes the view, it answers that nobody asks. */
const NOBODY = [
  { status: 401, body: { detail: 'Authentication credentials were not provided.' } },
  { status: 200, body: { id: null, username: '', is_staff: false } },
]

function unauthorized(detail: string) {
  return { status: 401, headers: { 'WWW-Authenticate': 'Token' }, body: { detail } }
}
