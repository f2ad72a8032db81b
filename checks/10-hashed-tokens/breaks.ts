import type { BreakKey, Example, ExampleRequest } from '../harness/example.ts'

/** A login for a token of version 2. */
function login(who: 'alice' | 'bob', more: Partial<ExampleRequest> = {}): ExampleRequest {
  const json = { username: `{${who}.name}`, password: `{${who}.password}` }
  return { as: 'anonymous', send: 'POST /api/v2/login/', json, ...more }
}

/** A request with a token that a login has answered. */
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

const STORED = 'No answer shows what is stored.'
const TIME = 'It shows when hours pass, and no request makes them pass.'
const THROTTLED =
  'Ten logins are needed first, and after five the throttle of step 11 refuses them.'

export const breaks: BreakKey = {
  offered: {
    'adds salt that nobody stores': works,
    'stores the whole token as its key': works,
    'stores a shorter key': works,
    'makes a token of 32 digits': answer,
    'makes tokens that never end': answer,
    'turns the comparison round': works,
    'looks at the first characters only': refused('{token|slice:0:15}'),
    'takes capitals for small letters': refused('{token|upper}'),
    'takes the tokens of version 1 as well': {
      when: by('{alice.key}', 'GET /api/v2/me/'),
      then: { status: 401 },
    },
    'logs the other devices out at a login': {
      given: [login('alice'), login('alice')],
      when: me('{1.token}'),
      then: { status: 200 },
    },
    'answers with the digest': answer,
    'logs in whoever the header names': {
      given: [login('alice'), login('bob', { headers: { Authorization: 'Token {1.token}' } })],
      when: me('{2.token}'),
      then: { status: 200, body: { username: '{bob.name}' } },
    },
    'forgets to end the token': {
      given: [login('alice'), out('{token}')],
      when: me('{token}'),
      then: { status: 401 },
    },
    'ends every device at a logout': {
      given: [login('alice'), login('alice'), out('{2.token}')],
      when: me('{1.token}'),
      then: { status: 200 },
    },
    'ends one device where all are meant': {
      given: [login('alice'), login('alice'), allOut('{2.token}')],
      when: me('{1.token}'),
      then: { status: 401 },
    },
    'ends everybody’s tokens': {
      given: [login('alice'), login('bob'), allOut('{1.token}')],
      when: me('{2.token}'),
      then: { status: 200 },
    },
    'ends the token of version 1, too': {
      given: [login('alice'), allOut('{token}')],
      when: { as: 'alice', send: 'GET /api/me/' },
      then: { status: 200 },
    },
    'reads the body of a logout': {
      given: [login('alice')],
      when: { ...out('{token}'), text: '{' },
      then: { status: 204 },
    },
    'answers a logout with 200': logout,
    'sets a cookie beside the token': answer,
    'remembers whom a token belongs to': {
      given: [login('alice'), me('{token}'), out('{1.token}')],
      when: me('{1.token}'),
      then: { status: 401 },
    },
    'logs in without a look at the password': {
      when: login('alice', { json: { username: '{alice.name}', password: 'no-Password-1' } }),
      then: { status: 400 },
    },
    'opens the login to wrong tokens': {
      when: login('alice', { as: 'wrong' }),
      then: { status: 401 },
    },
  },
  notOffered: {
    'stores the token itself': STORED,
    'hashes with SHA-256': STORED,
    'writes the digest in Base64': STORED,
    'makes a token from Math.random': 'A token that can be guessed looks like one that cannot.',
    'gives every token the same lifetime':
      'It shows where a lifetime is given, and no login gives one.',
    'takes an empty expiry for one that is over': 'A login makes no token without an expiry.',
    'asks another clock': TIME,
    'compares digests with ===':
      'It shows in the time that an answer takes, and never in what it says.',
    'finds the row by the digest alone, as it is sent':
      'No answer tells a digest that could be sent.',
    'forgets the expiry': TIME,
    'leaves what has expired in the table': TIME,
    'deletes only the expired token that was sent': TIME,
    'does not ask whether the user is active':
      'It shows when an account is closed after a login, and no request does that.',
    'asks whether the user is active before the expiry': TIME,
    'prolongs a token by using it': TIME,
    'makes tokens without a limit': THROTTLED,
    'says `detail` where the client expects `error`': THROTTLED,
    'refuses the eleventh token with 400': THROTTLED,
    'does not await the deletion':
      'It shows when the database is slow, and the one that examples are played on is not.',
  },
}
