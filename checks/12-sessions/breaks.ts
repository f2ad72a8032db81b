import type { BreakKey, Example, ExampleAnswer, ExampleRequest } from '../harness/example.ts'

const SESSION = '/api/v2/session/'
const TOKEN_FIRST = '/api/v2/demo/token-first/'
const SESSION_FIRST = '/api/v2/demo/session-first/'

/** A browser requests a CSRF token without cookies, as the first time. */
const csrf: ExampleRequest = { as: 'anonymous', send: 'GET /api/v2/csrf/' }
const cookies = { Cookie: 'csrftoken={csrftoken}; sessionid={sessionid}' }
const withToken = { ...cookies, 'X-CSRFToken': '{csrftoken}' }
const alice = { username: '{alice.name}', password: '{alice.password}' }

/** A browser without a session logs alice in. */
const login: ExampleRequest = {
  as: 'anonymous',
  send: `POST ${SESSION}`,
  headers: { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': '{csrftoken}' },
  json: alice,
}

/** The response to a browser in which alice is logged in. */
function loggedIn(when: Omit<ExampleRequest, 'as'>, then: ExampleAnswer): Example {
  const request: ExampleRequest = { as: 'anonymous', headers: cookies, ...when }
  return { given: [csrf, login], when: request, then }
}

/** The response to a login that differs in one detail. */
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
    'does not check the CSRF token': withoutToken,
    'checks the CSRF token before the session': {
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
    'extends the session at every request': whoAmI,
    'also reads the session key from the URL': loggedIn(
      { send: `GET ${SESSION}?sessionid={sessionid}`, headers: {} },
      REFUSED,
    ),
    'requires the CSRF token only for POST': loggedIn(
      { send: 'PATCH /api/v2/tasks/1/', json: {} },
      REFUSED,
    ),
    'counts DELETE among the safe methods': loggedIn({ send: `DELETE ${SESSION}` }, REFUSED),
    'requires the CSRF token for safe methods': whoAmI,
    'checks only the origin, not the token': withoutToken,
    'does not check the origin': withOrigin('http://evil.example', 403),
    'refuses every request with an Origin header': withOrigin('http://testserver', 200),
    'allows a request without the CSRF cookie': loginWithoutCookies,
    'allows a request without the CSRF token': loginWithoutToken,
    'accepts any CSRF token': loginWith(
      { headers: { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': 'x' } },
      REFUSED,
    ),
    'uses the cookie as the token': loginWithoutToken,
    'compares the masked tokens': loginWith(
      { headers: { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': '{csrfToken}' } },
      { status: 200 },
    ),
    'does not read the token from a form': asForm(
      '{csrftoken}',
      { Cookie: 'csrftoken={csrftoken}' },
      200,
    ),
    'prefers the header to the form field': asForm(
      'wrong',
      { Cookie: 'csrftoken={csrftoken}', 'X-CSRFToken': '{csrftoken}' },
      403,
    ),
    'also reads the token from the URL': loginWith(
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
    'does not store the hash of the password': whoAmI,
    'does not save the session': loginWith(
      {},
      { status: 200, headers: { 'Set-Cookie': /sessionid=\w/ } },
    ),
    'does not set request.user at a login': loggedInAsAlice,
    'deletes the cookie but not the session': {
      given: [csrf, login, { as: 'anonymous', send: `DELETE ${SESSION}`, headers: withToken }],
      when: { as: 'anonymous', send: `GET ${SESSION}`, headers: cookies },
      then: REFUSED,
    },
    'opens the session view to anonymous clients': {
      when: { as: 'anonymous', send: `GET ${SESSION}` },
      then: REFUSED,
    },
    'answers a wrong password with 403': loginWith(
      { json: { ...alice, password: 'wrong' } },
      { status: 400 },
    ),
    'requires no CSRF token for a login': loginWithoutCookies,
    'puts the session before the token': {
      when: { as: 'anonymous', send: `GET ${TOKEN_FIRST}` },
      then: { status: 401 },
    },
    'accepts no session for the tasks': loggedIn({ send: 'GET /api/v2/tasks/' }, { status: 200 }),
    'refuses a wrong token where a CSRF token is requested': {
      when: { as: 'wrong', send: 'GET /api/v2/csrf/' },
      then: { status: 200 },
    },
    'also reads the token from JSON': {
      given: [csrf, login, csrf],
      when: {
        as: 'anonymous',
        send: 'POST /api/v2/tasks/',
        headers: cookies,
        json: { title: 'Buy milk', csrfmiddlewaretoken: '{csrftoken}' },
      },
      then: REFUSED,
    },
    'removes white space around the token': asForm(
      '{csrftoken} ',
      { Cookie: 'csrftoken={csrftoken}' },
      403,
    ),
    'opens version 1 to sessions': loggedIn({ send: 'GET /api/me/' }, { status: 401 }),
    'also creates a session at a token login': {
      when: { as: 'anonymous', send: 'POST /api/v2/login/', json: alice },
      then: { status: 200, headers: { 'Set-Cookie': null } },
    },
  },
  notOffered: {
    'accepts only masked tokens': 'An example cannot unmask a token.',
    'sums up the differences of two tokens': 'An example cannot unmask a token.',
    'authenticates inactive users': 'No request closes an account while its user is logged in.',
    'does not check the Referer header over https': 'It shows only over https.',
    'keeps the session key at a login': 'No request stores an anonymous session.',
    'keeps the password hash in the session': 'No response shows what a session stores.',
    'keeps the session of the previous user':
      'An example cannot require that a key differs from an earlier one.',
    'keeps sessions when the password changes': 'No request changes a password.',
    'does not throttle the session login': 'It takes more requests than an example has.',
    'counts session logins separately': 'It takes more requests than an example has.',
    'ends every session at a logout': 'An example keeps only the newest session.',
  },
}
