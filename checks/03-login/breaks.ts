import type { BreakKey, Example, ExampleActor, ExampleAnswer } from '../harness/example.ts'

/** The response to a login with a username and a password. */
function login(username: unknown, password: unknown, then: ExampleAnswer): Example {
  return {
    when: { as: 'anonymous', send: 'POST /api/login/', json: { username, password } },
    then,
  }
}

const REFUSED: ExampleAnswer = {
  status: 400,
  body: { non_field_errors: ['Unable to log in with provided credentials.'] },
}

const aliceLogsIn = login('{alice.name}', '{alice.password}', {
  status: 200,
  body: { token: '{alice.key}' },
})
const bobLogsIn = {
  ...login('{bob.name}', '{bob.password}', { status: 200, body: { token: '{bob.key}' } }),
  given: [{ as: 'alice', send: 'GET /api/me/' }],
} satisfies Example
const wrongPassword = login('{alice.name}', 'no-Password-1', REFUSED)
const unknownName = login('nobody', 'no-Password-1', REFUSED)
const inactiveLogsIn = login('{inactive.name}', '{inactive.password}', REFUSED)

/** The response of an open view to a header, and the user that it names. */
function header(Authorization: string | string[], then: ExampleAnswer): Example {
  const send = 'GET /api/demo/allow-any/'
  return { when: { as: 'anonymous', send, headers: { Authorization } }, then }
}

/** A request with a key in a place where the API ignores it. */
function elsewhere(more: Partial<Example['when']>): Example {
  return {
    when: { as: 'anonymous', send: 'GET /api/me/', ...more },
    then: { status: 401 },
  }
}

const reads = (as: ExampleActor, then: ExampleAnswer): Example => {
  return { when: { as, send: 'GET /api/me/' }, then }
}
const aliceIsAlice = reads('alice', { status: 200, body: { username: '{alice.name}' } })
const ANONYMOUS: ExampleAnswer = { status: 200, body: { user: null } }
const INVALID: ExampleAnswer = { status: 401, body: { detail: 'Invalid token.' } }
const unknownKey: Example = {
  when: { as: 'wrong', send: 'GET /api/demo/allow-any/' },
  then: INVALID,
}
const closedAccount: Example = {
  when: { as: 'inactive', send: 'GET /api/me/' },
  then: { status: 401, body: { detail: 'User inactive or deleted.' } },
}

/** A user registers with a password, then logs in with one that is nearly the same. */
function nearly(password: string, typed: string): Example {
  return {
    given: [
      { as: 'anonymous', send: 'POST /api/register/', json: { username: 'carol', password } },
    ],
    ...login('carol', typed, REFUSED),
  }
}

const TIME = 'It shows only in the time of a response, not in its content.'
const TAKEN_AWAY =
  'It shows only when an account or a permission is taken away, and no request does that.'
const CLASSES =
  'It shows only in a view with two authentication classes, and no view of this version has two.'

export const breaks: BreakKey = {
  offered: {
    'compares the password with the hash as text': aliceLogsIn,
    'does not await the comparison': wrongPassword,
    'does not check the password': wrongPassword,
    'lets inactive users log in': inactiveLogsIn,
    'answers unknown usernames differently from wrong passwords': unknownName,
    'answers inactive users differently from wrong passwords': inactiveLogsIn,
    'takes the first user in the table': bobLogsIn,
    'answers a failed login with 401': wrongPassword,
    'answers a failed login with 403': wrongPassword,
    'answers a failed login with 200': wrongPassword,
    'answers a failed login with `detail`': wrongPassword,
    'makes a new token at every login': aliceLogsIn,
    'creates a token for a user who has one': aliceLogsIn,
    'expects every user to have a token': login('{loggedOut.name}', '{loggedOut.password}', {
      status: 200,
    }),
    'answers with the whole token': aliceLogsIn,
    'reads the body without validating it': {
      when: { as: 'anonymous', send: 'POST /api/login/', json: {} },
      then: { status: 400, body: { username: ['This field is required.'] } },
    },
    'does not require a password': {
      when: { as: 'anonymous', send: 'POST /api/login/', json: { username: '{alice.name}' } },
      then: { status: 400, body: { password: ['This field is required.'] } },
    },
    'compares the keyword case-sensitively': header('token {alice.key}', {
      status: 200,
      body: { user: '{alice.name}' },
    }),
    'accepts any scheme': header('Bearer {alice.key}', ANONYMOUS),
    'refuses other schemes': header('Bearer {alice.key}', ANONYMOUS),
    'checks only how the header begins': header('Token{alice.key}', ANONYMOUS),
    'accepts a key without the keyword': header('{alice.key}', ANONYMOUS),
    'reads the token from the URL': elsewhere({ send: 'GET /api/me/?token={alice.key}' }),
    'treats a wrong key as an anonymous request': unknownKey,
    'answers for an inactive user as for an unknown key': closedAccount,
    'authenticates inactive users': closedAccount,
    'treats a keyword without a key as an anonymous request': header('Token', { status: 401 }),
    'ignores the words after the key': header('Token {alice.key} more', { status: 401 }),
    'refuses a wrong key with 403': unknownKey,
    'compares keys case-insensitively': header('Token {alice.key|upper}', INVALID),
    'does not say how to authenticate': {
      when: { as: 'anonymous', send: 'GET /api/me/' },
      then: { status: 401, headers: { 'WWW-Authenticate': 'Token' } },
    },
    "returns the token's id instead of the user": aliceIsAlice,
    'looks the key up with its keyword': aliceIsAlice,
    'does not decode the key': header('Token \u00ff', {
      status: 401,
      body: {
        detail: 'Invalid token header. Token string should not contain invalid characters.',
      },
    }),
    'ignores what the authentication classes return': aliceIsAlice,
    'treats a wrong token as no token': unknownKey,
    'does not wait for the authentication class': aliceIsAlice,
    'returns from the loop without calling next': aliceIsAlice,
    'trims the password': login('{alice.name}', ' {alice.password} ', REFUSED),
    'cuts the password off at 72 characters': nearly('x'.repeat(72), 'x'.repeat(73)),
    'normalizes the password': nearly('Pa\u0308ssword-1', 'P\u00e4ssword-1'),
    'lets inactive staff log in': login('{formerStaff.name}', '{formerStaff.password}', REFUSED),
    'finds the user case-insensitively': {
      given: [
        {
          as: 'anonymous',
          send: 'POST /api/register/',
          json: { username: 'carol', password: 'Pass-word-1' },
        },
      ],
      ...login('Carol', 'Pass-word-1', REFUSED),
    },
    'also sets the token as a cookie': {
      ...aliceLogsIn,
      then: { status: 200, headers: { 'Set-Cookie': null } },
    },
    'remembers the keys that it has returned': {
      given: [
        aliceLogsIn.when,
        { as: 'alice', send: 'POST /api/logout/' },
        { ...aliceLogsIn.when },
      ],
      when: {
        as: 'anonymous',
        send: 'GET /api/me/',
        headers: { Authorization: 'Token {token}' },
      },
      then: { status: 200 },
    },
    'compares the beginning of the key': header('Token {alice.key|slice:0:8}', INVALID),
    'removes quotes from the key': header('Token "{alice.key}"', INVALID),
    'reads only the first Authorization header': header(['Token {alice.key}', 'Token {bob.key}'], {
      status: 401,
    }),
    'reads the token from the body': elsewhere({
      send: 'POST /api/me/',
      json: { token: '{alice.key}' },
    }),
    'reads the token from the URL under another name': elsewhere({
      send: 'GET /api/me/?access_token={alice.key}',
    }),
    'reads the token from a cookie': elsewhere({ headers: { Cookie: 'token={alice.key}' } }),
    'reads the token from a custom header': elsewhere({
      headers: { 'X-Auth-Token': '{alice.key}' },
    }),
    'trusts a header that names the user': elsewhere({ headers: { 'X-User': '{alice.name}' } }),
    'accepts the tokens of inactive staff': reads('formerStaff', { status: 401 }),
    'remembers the tokens that it has found': {
      given: [{ as: 'alice', send: 'POST /api/logout/' }],
      ...reads('alice', { status: 401 }),
    },
    'compares the keyword with localeCompare': {
      when: {
        as: 'anonymous',
        send: 'GET /api/me/',
        headers: { Authorization: 'To\u00adken {alice.key}' },
      },
      then: { status: 401 },
    },
  },
  notOffered: {
    'keeps the user in a variable of the module': 'An example sends one request at a time.',
    'lets the decoder drop a byte order mark':
      'It shows only with bytes in a header that an example cannot write.',
    'continues after the refusal':
      'It sends the right response, and then fails where no client sees it.',
    'hashes no password when there is no user': TIME,
    'does not await the hash when there is no user': TIME,
    'refuses inactive users before it hashes': TIME,
    'remembers passwords that were right': TAKEN_AWAY,
    'creates the token before it checks the password':
      'A login creates a missing token, so both APIs send the same responses.',
    'remembers the users that it has found': TAKEN_AWAY,
    'lets the last class decide': CLASSES,
    'uses only the first class': CLASSES,
    'keeps the token outside the request':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
  },
}
