import type { BreakKey, Example, ExampleActor } from '../harness/example.ts'

/** What one of the demo views answers. */
function demo(as: ExampleActor, method: string, view: string, status: number): Example {
  return { when: { as, send: `${method} /api/demo/${view}/` }, then: { status } }
}

const anybodyReads = demo('anonymous', 'GET', 'allow-any', 200)
const anybodyWrites = demo('anonymous', 'POST', 'allow-any', 200)
const userIsNoAdmin = demo('alice', 'GET', 'admin', 403)
const adminIsAdmin = demo('staff', 'GET', 'admin', 200)
const strangerReads = demo('anonymous', 'GET', 'read-only', 200)

/** Somebody registers under the name `admin`, logs in, and asks for the view of staff. */
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
    'leaves the open view to the default': anybodyReads,
    'adds AllowAny to the default': anybodyReads,
    'opens the view by leaving out authentication': demo('wrong', 'GET', 'allow-any', 401),
    'has AllowAny allow reading alone': anybodyWrites,
    'has AllowAny allow users alone': anybodyReads,
    'leaves AllowAny empty, refusing all': anybodyReads,
    'opens the view for users': demo('anonymous', 'GET', 'authenticated', 401),
    'asks for staff where users may': demo('alice', 'GET', 'authenticated', 200),
    'lets users read, not write': demo('alice', 'POST', 'authenticated', 200),
    'lets every user be an admin': userIsNoAdmin,
    'lets the user called admin in': adminIsAdmin,
    'asks nobody whether they are staff': userIsNoAdmin,
    'opens the admin view to everybody who is known': userIsNoAdmin,
    'asks for the wrong staff': adminIsAdmin,
    'answers 401 to everybody who is refused': userIsNoAdmin,
    'says how to authenticate to somebody who did': {
      when: { as: 'alice', send: 'GET /api/demo/admin/' },
      then: { status: 403, headers: { 'WWW-Authenticate': null } },
    },
    'forgets HEAD': demo('anonymous', 'HEAD', 'read-only', 200),
    'forgets OPTIONS': demo('anonymous', 'OPTIONS', 'read-only', 200),
    'counts POST among the safe methods': demo('anonymous', 'POST', 'read-only', 401),
    'lists the unsafe methods': demo('anonymous', 'PUT', 'read-only', 401),
    'counts DELETE among the safe methods': demo('anonymous', 'DELETE', 'read-only', 401),
    'compares the method in small letters': strangerReads,
    'lets everybody read and nobody write': demo('alice', 'POST', 'read-only', 200),
    'asks for both instead of one': strangerReads,
    'asks only who it is': strangerReads,
    'believes a header that names another method': {
      when: {
        as: 'anonymous',
        send: 'POST /api/demo/read-only/',
        headers: { 'X-HTTP-Method-Override': 'GET' },
      },
      then: { status: 401 },
    },
    'believes a query that names another method': {
      when: { as: 'anonymous', send: 'POST /api/demo/read-only/?_method=GET' },
      then: { status: 401 },
    },
    'lets users ask the head of the staff view': demo('alice', 'HEAD', 'admin', 403),
    'lets users write to the staff view': demo('alice', 'POST', 'admin', 403),
    'takes a user called admin for staff': calledAdmin,
  },
  notOffered: {
    'remembers who was staff': 'It shows when a right is taken away, and no request does that.',
    'lets in who asks for localhost':
      'The header Host belongs to the connection, and examples do not write it.',
    'lists all methods that write today': 'It shows with methods that examples do not ask with.',
  },
}
