import type { BreakKey, Example, ExampleRequest } from '../harness/example.ts'

/** A login for a token of version 2. */
function login(who: 'alice' | 'bob', more: Partial<ExampleRequest> = {}): ExampleRequest {
  const json = { username: `{${who}.name}`, password: `{${who}.password}` }
  return { as: 'anonymous', send: 'POST /api/v2/login/', json, ...more }
}

/** A request with the token that a login has returned. */
function by(token: string, send: string): ExampleRequest {
  return { as: 'anonymous', send, headers: { Authorization: `Token ${token}` } }
}

const me = (token: string) => by(token, 'GET /api/v2/me/')
const out = (token: string) => by(token, 'POST /api/v2/logout/')
const allOut = (token: string) => by(token, 'POST /api/v2/logoutall/')

const works: Example = {
  given: [login('alice')],
  when: me('{token}'),
  then: { status: 200, body: { username: '{alice.name}' } },
}
const answer: Example = {
  when: login('alice'),
  then: {
    status: 200,
    headers: { 'Set-Cookie': null },
    body: { token: /^[0-9a-f]{64}$/, expiry: /^\d{4}-/ },
  },
}
const refused = (token: string): Example => {
  return { given: [login('alice')], when: me(token), then: { status: 401 } }
}
const logout: Example = { given: [login('alice')], when: out('{token}'), then: { status: 204 } }

const STORED = 'No response shows what is stored.'
const TIME = 'It shows only after hours, and no request makes time pass.'
const THROTTLED = 'It needs ten logins, and the throttle of step 11 refuses more than five.'

export const breaks: BreakKey = {
  offered: {
    'adds a salt without storing it': works,
    'stores the whole token as its key': works,
    'stores a shorter key': works,
    'makes a token of 32 digits': answer,
    'makes tokens that never expire': answer,
    'inverts the comparison': works,
    'checks only the first characters': refused('{token|slice:0:15}'),
    'compares tokens case-insensitively': refused('{token|upper}'),
    'also accepts tokens of version 1': {
      when: by('{alice.key}', 'GET /api/v2/me/'),
      then: { status: 401 },
    },
    'logs out the other devices at a login': {
      given: [login('alice'), login('alice')],
      when: me('{1.token}'),
      then: { status: 200 },
    },
    'returns the digest instead of the token': answer,
    'logs in the user of the token in the header': {
      given: [login('alice'), login('bob', { headers: { Authorization: 'Token {1.token}' } })],
      when: me('{2.token}'),
      then: { status: 200, body: { username: '{bob.name}' } },
    },
    'does not delete the token at a logout': {
      given: [login('alice'), out('{token}')],
      when: me('{token}'),
      then: { status: 401 },
    },
    'logs out every device at a logout': {
      given: [login('alice'), login('alice'), out('{2.token}')],
      when: me('{1.token}'),
      then: { status: 200 },
    },
    'logs out one device instead of all': {
      given: [login('alice'), login('alice'), allOut('{2.token}')],
      when: me('{1.token}'),
      then: { status: 401 },
    },
    'deletes the tokens of all users': {
      given: [login('alice'), login('bob'), allOut('{1.token}')],
      when: me('{2.token}'),
      then: { status: 200 },
    },
    'also deletes the token of version 1': {
      given: [login('alice'), allOut('{token}')],
      when: { as: 'alice', send: 'GET /api/me/' },
      then: { status: 200 },
    },
    'reads the body at a logout': {
      given: [login('alice')],
      when: { ...out('{token}'), text: '{' },
      then: { status: 204 },
    },
    'answers a logout with 200': logout,
    'also sets a cookie at the login': answer,
    'remembers the user of a token': {
      given: [login('alice'), me('{token}'), out('{1.token}')],
      when: me('{1.token}'),
      then: { status: 401 },
    },
    'logs in without checking the password': {
      when: login('alice', { json: { username: '{alice.name}', password: 'no-Password-1' } }),
      then: { status: 400 },
    },
    'ignores a wrong token at the login': {
      when: login('alice', { as: 'wrong' }),
      then: { status: 401 },
    },
  },
  notOffered: {
    'compares the expiry in whole seconds':
      'It shows only within one second of the expiry. An example cannot move the clock.',
    'stores the token itself': STORED,
    'hashes with SHA-256': STORED,
    'writes the digest in Base64': STORED,
    'makes a token from Math.random': 'A token that can be guessed looks like any other token.',
    'gives every token the same lifetime':
      'It shows only with a given lifetime, and no login gives one.',
    'takes a lifetime of zero for none':
      'It shows only with a given lifetime, and no login gives one.',
    'treats a missing expiry as expired': 'A login creates no token without an expiry.',
    'uses another clock': TIME,
    'counts the tokens before it creates one': 'It shows only when logins arrive at once.',
    'compares digests with ===': 'It shows only in the time of a response, not in its content.',
    'accepts a digest as a token': 'No response contains a digest that you could send.',
    'does not check the expiry': TIME,
    'leaves expired tokens in the table': TIME,
    'deletes only the expired token that was sent': TIME,
    'does not check whether the user is active':
      'It shows only when an account is closed after a login, and no request does that.',
    'checks the user before the expiry': TIME,
    'extends a token when it is used': TIME,
    'makes tokens without a limit': THROTTLED,
    'returns `detail` where clients expect `error`': THROTTLED,
    'refuses the eleventh token with 400': THROTTLED,
    'does not await the deletion':
      'It shows only when the database is slow. In examples it is fast.',
  },
}
