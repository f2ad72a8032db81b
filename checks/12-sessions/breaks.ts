import type { BreakKey, Example, ExampleAnswer, ExampleRequest } from '../harness/example.ts'

const SESSION = '/api/v2/session/'
const TOKEN_FIRST = '/api/v2/demo/token-first/'
const SESSION_FIRST = '/api/v2/demo/session-first/'

/** A browser asks for a CSRF token; without cookies, as the first time. */
const csrf: ExampleRequest = { as: 'anonymous', send: 'GET /api/v2/csrf/' }
const cookies = { Cookie: 'csrftoken={csrftoken}; sessionid={sessionid}' }
const withToken = { ...cookies, 'X-CSRFToken': '{csrftoken}' }
const alice = { username: '{alice.name}', password: '{alice.password}' }

/** The browser logs alice in, in which nobody is logged in. */
const login: ExampleRequest = {
  as: 'anonymous',
  send: `POST ${SESSION}`,
  headers: { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': '{csrftoken}' },
  json: alice,
}

/** What the browser gets, in which alice is logged in. */
function loggedIn(when: Omit<ExampleRequest, 'as'>, then: ExampleAnswer): Example {
  const request: ExampleRequest = { as: 'anonymous', headers: cookies, ...when }
  return { given: [csrf, login], when: request, then }
}

/** What a login gets that differs in something. */
function loginWith(changes: Partial<ExampleRequest>, then: ExampleAnswer): Example {
  return { given: [csrf], when: { ...login, ...changes }, then }
}

const REFUSED = { status: 403 }
const withoutToken = loggedIn({ send: `POST ${SESSION_FIRST}`, json: {} }, REFUSED)
const loginWithoutToken = loginWith({ headers: { Cookie: 'csrftoken={csrftoken}' } }, REFUSED)
const loginWithoutCookies: Example = {
  when: { as: 'anonymous', send: `POST ${SESSION}`, json: alice },
  then: REFUSED,
}
const whoAmI = loggedIn(
  { send: `GET ${SESSION}` },
  { status: 200, headers: { 'Set-Cookie': null } },
)
const loggedInAsAlice = loginWith({}, { status: 200, body: { username: '{alice.name}' } })
const withOrigin = (Origin: string, status: number) =>
  loggedIn({ send: `POST ${TOKEN_FIRST}`, json: {}, headers: { ...withToken, Origin } }, { status })
const asForm = (token: string, headers: Record<string, string>, status: number) =>
  loginWith(
    { json: undefined, headers, form: { ...alice, csrfmiddlewaretoken: token } },
    { status },
  )

export const breaks: BreakKey = {
  offered: {
    'takes a session for proof enough': withoutToken,
    'asks for the CSRF token before it knows whether there is a session': {
      when: { as: 'anonymous', send: `POST ${SESSION_FIRST}`, json: {} },
      then: { status: 403, body: { detail: 'Authentication credentials were not provided.' } },
    },
    'answers a missing CSRF token with 401': loggedIn(
      { send: `POST ${TOKEN_FIRST}`, json: {} },
      REFUSED,
    ),
    'names a scheme for the session': {
      when: { as: 'anonymous', send: `GET ${SESSION_FIRST}` },
      then: REFUSED,
    },
    'prolongs the session with every request': whoAmI,
    'takes the key of a session from the URL as well': loggedIn(
      { send: `GET ${SESSION}?sessionid={sessionid}`, headers: {} },
      REFUSED,
    ),
    'asks for the CSRF token with POST alone': loggedIn(
      { send: 'PATCH /api/v2/tasks/1/', json: {} },
      REFUSED,
    ),
    'counts DELETE among the safe methods': loggedIn({ send: `DELETE ${SESSION}` }, REFUSED),
    'asks for the CSRF token of readers, too': whoAmI,
    'relies on the origin, and compares no token': withoutToken,
    'does not look at the origin': withOrigin('http://evil.example', 403),
    'refuses every request that names an origin': withOrigin('http://testserver', 200),
    'lets a request pass that has no CSRF cookie': loginWithoutCookies,
    'lets a request pass that brings no token': loginWithoutToken,
    'is content when there is some token': loginWith(
      { headers: { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': 'x' } },
      REFUSED,
    ),
    'takes the cookie for the token': loginWithoutToken,
    'compares the tokens with their masks': loginWith(
      { headers: { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': '{csrfToken}' } },
      { status: 200 },
    ),
    'looks for no token in a form': asForm('{csrftoken}', { Cookie: 'csrftoken={csrftoken}' }, 200),
    'looks at the header first': asForm(
      'wrong',
      { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': '{csrftoken}' },
      403,
    ),
    'takes the token from the URL as well': loginWith(
      {
        send: `POST ${SESSION}?csrfmiddlewaretoken={csrftoken}`,
        headers: { Cookie: 'csrftoken={csrftoken}' },
      },
      REFUSED,
    ),
    'keeps the CSRF secret at a login': loggedIn(
      {
        send: `POST ${TOKEN_FIRST}`,
        json: {},
        headers: { ...cookies, 'X-CSRFToken': '{csrfToken}' },
      },
      REFUSED,
    ),
    'does not remember the password': whoAmI,
    'does not save the session': loginWith(
      {},
      { status: 200, headers: { 'Set-Cookie': /sessionid=\w/ } },
    ),
    'answers a login as if nobody had logged in': loggedInAsAlice,
    'has the browser forget the session, and not the server': {
      given: [csrf, login, { as: 'anonymous', send: `DELETE ${SESSION}`, headers: withToken }],
      when: { as: 'anonymous', send: `GET ${SESSION}`, headers: cookies },
      then: REFUSED,
    },
    'lets everybody ask for the session': {
      when: { as: 'anonymous', send: `GET ${SESSION}` },
      then: REFUSED,
    },
    'answers a wrong password with 403': loginWith(
      { json: { ...alice, password: 'wrong' } },
      { status: 400 },
    ),
    'asks for no CSRF token at a login': loginWithoutCookies,
    'puts the session before the token': {
      when: { as: 'anonymous', send: `GET ${TOKEN_FIRST}` },
      then: { status: 401 },
    },
    'takes no session for the tasks': loggedIn({ send: 'GET /api/v2/tasks/' }, { status: 200 }),
    'opens version 1 to sessions': loggedIn({ send: 'GET /api/me/' }, { status: 401 }),
    'opens a session beside the token': {
      when: { as: 'anonymous', send: 'POST /api/v2/login/', json: alice },
      then: { status: 200, headers: { 'Set-Cookie': null } },
    },
  },
  notOffered: {
    'knows tokens behind a mask only': 'An example cannot take the mask off a token.',
    'recognises who is not active': 'No request closes an account while its user is logged in.',
    'does not ask under https where a page comes from': 'It takes a proxy that speaks https.',
    'keeps the key that a visitor has brought along': 'No request stores a session of nobody.',
    'goes on with the session of whoever was logged in before':
      'An example cannot ask for another key than the one before.',
    'lets a session outlive the password': 'No request changes a password.',
    'ends every session at a logout': 'An example remembers the newest of two sessions alone.',
  },
}
