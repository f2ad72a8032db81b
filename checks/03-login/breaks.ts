import type { BreakKey, Example, ExampleActor, ExampleAnswer } from '../harness/example.ts'

/** What comes back to a login with a name and a password. */
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

/** What an open view answers to a header, and whom it names. */
function header(Authorization: string | string[], then: ExampleAnswer): Example {
  const send = 'GET /api/demo/allow-any/'
  return { when: { as: 'anonymous', send, headers: { Authorization } }, then }
}

/** A request in which a key stands where nobody looks for one. */
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
const NOBODY: ExampleAnswer = { status: 200, body: { user: null } }
const INVALID: ExampleAnswer = { status: 401, body: { detail: 'Invalid token.' } }
const unknownKey: Example = {
  when: { as: 'wrong', send: 'GET /api/demo/allow-any/' },
  then: INVALID,
}
const closedAccount: Example = {
  when: { as: 'inactive', send: 'GET /api/me/' },
  then: { status: 401, body: { detail: 'User inactive or deleted.' } },
}

/** Somebody registers with a password, and somebody logs in with one that is nearly the same. */
function nearly(password: string, typed: string): Example {
  return {
    given: [
      { as: 'anonymous', send: 'POST /api/register/', json: { username: 'carol', password } },
    ],
    ...login('carol', typed, REFUSED),
  }
}

const TIME = 'It shows in the time that an answer takes, and never in what it says.'
const TAKEN_AWAY = 'It shows when something is taken away from a user, and no request does that.'
const CLASSES = 'It shows with two authentication classes in a view, and no view has two.'

export const breaks: BreakKey = {
  offered: {
    'compares the password with the hash as text': aliceLogsIn,
    'does not await the comparison': wrongPassword,
    'does not look at the password': wrongPassword,
    'lets inactive users log in': inactiveLogsIn,
    'tells unknown names from wrong passwords': unknownName,
    'tells inactive users from wrong passwords': inactiveLogsIn,
    'finds the user by the first name in the table': bobLogsIn,
    'answers a failed login with 401': wrongPassword,
    'answers a failed login with 403': wrongPassword,
    'answers a failed login with 200': wrongPassword,
    'answers a failed login by detail': wrongPassword,
    'makes a new token at each login': aliceLogsIn,
    'creates a token for a user who has one': aliceLogsIn,
    'expects every user to have a token': login('{loggedOut.name}', '{loggedOut.password}', {
      status: 200,
    }),
    'answers with the whole token': aliceLogsIn,
    'reads the body without validating it': {
      when: { as: 'anonymous', send: 'POST /api/login/', json: {} },
      then: { status: 400, body: { username: ['This field is required.'] } },
    },
    'trims nothing and asks for no password': {
      when: { as: 'anonymous', send: 'POST /api/login/', json: { username: '{alice.name}' } },
      then: { status: 400, body: { password: ['This field is required.'] } },
    },
    'compares the keyword with its case': header('token {alice.key}', {
      status: 200,
      body: { user: '{alice.name}' },
    }),
    'takes any scheme': header('Bearer {alice.key}', NOBODY),
    'refuses other schemes': header('Bearer {alice.key}', NOBODY),
    'looks at how the header begins': header('Token{alice.key}', NOBODY),
    'takes a key without the keyword': header('{alice.key}', NOBODY),
    'reads the token from the URL': elsewhere({ send: 'GET /api/me/?token={alice.key}' }),
    'takes a wrong key for an anonymous request': unknownKey,
    'takes an inactive user for an unknown key': closedAccount,
    'lets inactive users in': closedAccount,
    'takes a keyword without a key for an anonymous request': header('Token', { status: 401 }),
    'ignores what follows the key': header('Token {alice.key} more', { status: 401 }),
    'refuses a wrong key with 403': unknownKey,
    'compares keys without regard to case': header('Token {alice.key|upper}', INVALID),
    'says nothing about how to authenticate': {
      when: { as: 'anonymous', send: 'GET /api/me/' },
      then: { status: 401, headers: { 'WWW-Authenticate': 'Token' } },
    },
    "returns the token's id instead of the user": aliceIsAlice,
    'looks the key up with its keyword': aliceIsAlice,
    'takes the bytes of the key for its characters': header('Token \u00ff', {
      status: 401,
      body: {
        detail: 'Invalid token header. Token string should not contain invalid characters.',
      },
    }),
    'asks the authentication classes and drops the answer': aliceIsAlice,
    'takes a wrong token for no token': unknownKey,
    'does not wait for the authentication class': aliceIsAlice,
    'returns from the loop instead of leaving it': aliceIsAlice,
    'trims the password': login('{alice.name}', ' {alice.password} ', REFUSED),
    'cuts the password off at 72 characters': nearly('x'.repeat(72), 'x'.repeat(73)),
    'composes the letters of the password': nearly('Pa\u0308ssword-1', 'P\u00e4ssword-1'),
    'lets staff in whose account is closed': login(
      '{formerStaff.name}',
      '{formerStaff.password}',
      REFUSED,
    ),
    'finds the user without regard to case': {
      given: [
        {
          as: 'anonymous',
          send: 'POST /api/register/',
          json: { username: 'carol', password: 'Pass-word-1' },
        },
      ],
      ...login('Carol', 'Pass-word-1', REFUSED),
    },
    'sets the token as a cookie as well': {
      ...aliceLogsIn,
      then: { status: 200, headers: { 'Set-Cookie': null } },
    },
    'remembers the keys it has handed out': {
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
    'takes quotes off the key': header('Token "{alice.key}"', INVALID),
    'reads the first Authorization header alone': header(['Token {alice.key}', 'Token {bob.key}'], {
      status: 401,
    }),
    'takes a token out of the body': elsewhere({
      send: 'POST /api/me/',
      json: { token: '{alice.key}' },
    }),
    'takes a token out of the URL by another name': elsewhere({
      send: 'GET /api/me/?access_token={alice.key}',
    }),
    'takes a token out of a cookie': elsewhere({ headers: { Cookie: 'token={alice.key}' } }),
    'takes a token out of a header of its own': elsewhere({
      headers: { 'X-Auth-Token': '{alice.key}' },
    }),
    'believes a header that names the user': elsewhere({ headers: { 'X-User': '{alice.name}' } }),
    'lets staff use the token of a closed account': reads('formerStaff', { status: 401 }),
    'remembers the tokens it has found': {
      given: [{ as: 'alice', send: 'POST /api/logout/' }],
      ...reads('alice', { status: 401 }),
    },
    'compares the keyword as people read it': {
      when: {
        as: 'anonymous',
        send: 'GET /api/me/',
        headers: { Authorization: 'To\u00adken {alice.key}' },
      },
      then: { status: 401 },
    },
  },
  notOffered: {
    'goes on after the refusal': 'It answers as it should, and then fails where no client sees it.',
    'asks for no password where there is no user': TIME,
    'refuses inactive users before it hashes': TIME,
    'remembers passwords that were right': TAKEN_AWAY,
    'makes the token before it knows whether the password is right':
      'A login makes the token that is missing: from outside both look the same.',
    'remembers the users it has found': TAKEN_AWAY,
    'lets the last class decide': CLASSES,
    'asks the first class alone': CLASSES,
    'keeps the token outside of the request':
      'It shows when two requests meet, and those of an example come one after the other.',
  },
}
