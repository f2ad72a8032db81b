import type { BreakKey, Example, ExampleActor } from '../harness/example.ts'

/** The response of one of the demo views. */
function demo(as: ExampleActor, method: string, view: string, status: number): Example {
  return { when: { as, send: `${method} /api/demo/${view}/` }, then: { status } }
}

const anonymousReads = demo('anonymous', 'GET', 'allow-any', 200)
const anonymousWrites = demo('anonymous', 'POST', 'allow-any', 200)
const userIsNoAdmin = demo('alice', 'GET', 'admin', 403)
const adminIsAdmin = demo('staff', 'GET', 'admin', 200)
const strangerReads = demo('anonymous', 'GET', 'read-only', 200)

/** A user registers as `admin`, logs in, and requests the view for staff. */
const calledAdmin: Example = {
  given: [
    {
      as: 'anonymous',
      send: 'POST /api/register/',
      json: { username: 'admin', password: 'Pass-word-1' },
    },
    {
      as: 'anonymous',
      send: 'POST /api/login/',
      json: { username: 'admin', password: 'Pass-word-1' },
    },
  ],
  when: {
    as: 'anonymous',
    send: 'GET /api/demo/admin/',
    headers: { Authorization: 'Token {token}' },
  },
  then: { status: 403 },
}

export const breaks: BreakKey = {
  offered: {
    'leaves the open view to the default': anonymousReads,
    'adds AllowAny to the default': anonymousReads,
    'opens the view by leaving out authentication': demo('wrong', 'GET', 'allow-any', 401),
    'allows only GET in AllowAny': anonymousWrites,
    'allows only authenticated users in AllowAny': anonymousReads,
    'refuses every request in AllowAny': anonymousReads,
    'opens the view for authenticated users to everyone': demo(
      'anonymous',
      'GET',
      'authenticated',
      401,
    ),
    'requires staff where any user is allowed': demo('alice', 'GET', 'authenticated', 200),
    'lets users read but not write': demo('alice', 'POST', 'authenticated', 200),
    'allows every authenticated user in IsAdminUser': userIsNoAdmin,
    'allows only the user named admin': adminIsAdmin,
    'checks only whether isStaff exists': userIsNoAdmin,
    'opens the admin view to every authenticated user': userIsNoAdmin,
    'inverts the staff condition': adminIsAdmin,
    'answers 401 to every refused request': userIsNoAdmin,
    'sends WWW-Authenticate with a 403': {
      when: { as: 'alice', send: 'GET /api/demo/admin/' },
      then: { status: 403, headers: { 'WWW-Authenticate': null } },
    },
    'forgets HEAD': demo('anonymous', 'HEAD', 'read-only', 200),
    'forgets OPTIONS': demo('anonymous', 'OPTIONS', 'read-only', 200),
    'counts POST among the safe methods': demo('anonymous', 'POST', 'read-only', 401),
    'lists the unsafe methods': demo('anonymous', 'PUT', 'read-only', 401),
    'counts DELETE among the safe methods': demo('anonymous', 'DELETE', 'read-only', 401),
    'compares the method in lower case': strangerReads,
    'looks for the method with in': strangerReads,
    'refuses every write': demo('alice', 'POST', 'read-only', 200),
    'asks for both instead of one': strangerReads,
    'requires authentication for reading': strangerReads,
    'trusts a header that names another method': {
      when: {
        as: 'anonymous',
        send: 'POST /api/demo/read-only/',
        headers: { 'X-HTTP-Method-Override': 'GET' },
      },
      then: { status: 401 },
    },
    'trusts a query that names another method': {
      when: { as: 'anonymous', send: 'POST /api/demo/read-only/?_method=GET' },
      then: { status: 401 },
    },
    'allows HEAD on the staff view for every user': demo('alice', 'HEAD', 'admin', 403),
    'allows POST on the staff view for every user': demo('alice', 'POST', 'admin', 403),
    'treats a user named admin as staff': calledAdmin,
  },
  notOffered: {
    'remembers who was staff':
      'It shows only when a user is no longer staff, and no request changes that.',
    'allows every request to localhost': 'Examples cannot set the Host header.',
    'takes a request without a length for a read': 'Examples send every body with its length.',
    'lists the common unsafe methods': 'It shows only with methods that examples cannot send.',
  },
}
