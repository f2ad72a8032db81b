import type { BreakKey, Example, ExampleActor, ExampleRequest } from '../harness/example.ts'

const out = (as: ExampleActor, more: Partial<ExampleRequest> = {}): ExampleRequest => ({
  as,
  send: 'POST /api/logout/',
  ...more,
})

/** Whether a user is still logged in after a request. */
function after(request: ExampleRequest, as: ExampleActor, status: number): Example {
  return { given: [request], when: { as, send: 'GET /api/me/' }, then: { status } }
}

const outIsOut = after(out('alice'), 'alice', 401)
const loginAgain: Example = {
  given: [out('alice')],
  when: {
    as: 'anonymous',
    send: 'POST /api/login/',
    json: { username: '{alice.name}', password: '{alice.password}' },
  },
  then: { status: 200 },
}
const noContent: Example = { when: out('alice'), then: { status: 204 } }

export const breaks: BreakKey = {
  offered: {
    'deletes nothing': outIsOut,
    'clears the token only for this request': outIsOut,
    'deletes every token': after(out('alice'), 'bob', 200),
    'deletes the user': loginAgain,
    'makes the user inactive': loginAgain,
    'trusts the token in the body': after(
      out('alice', { json: { token: '{bob.key}' } }),
      'bob',
      200,
    ),
    'answers 200 with a sentence': noContent,
    'answers 205': noContent,
    'deletes the token after the response': outIsOut,
    'deletes the oldest token': {
      given: [{ as: 'alice', send: 'GET /api/me/' }, out('bob')],
      when: { as: 'bob', send: 'GET /api/me/' },
      then: { status: 401 },
    },
    'empties the key instead of deleting the row': {
      given: [out('alice')],
      when: {
        as: 'anonymous',
        send: 'GET /api/me/',
        headers: { Authorization: 'Token logged-out' },
      },
      then: { status: 401 },
    },
    'opens the logout to anonymous clients': { when: out('anonymous'), then: { status: 401 } },
    'logs out on GET too': {
      when: { as: 'alice', send: 'GET /api/logout/' },
      then: { status: 405 },
    },
    'logs out without authentication': outIsOut,
    'logs out the user named in the body': after(
      out('alice', { json: { username: '{bob.name}' } }),
      'bob',
      200,
    ),
    'logs out the user with the id in the body': after(
      out('alice', { json: { user_id: '{bob.id}' } }),
      'bob',
      200,
    ),
    'deletes the key in the URL': after(
      out('alice', { send: 'POST /api/logout/?key={bob.key}' }),
      'bob',
      200,
    ),
    'logs out on DELETE too': {
      when: { as: 'alice', send: 'DELETE /api/logout/' },
      then: { status: 405 },
    },
    'keeps the tokens of staff': after(out('staff'), 'staff', 401),
    'lets staff name the token that is deleted': after(
      out('staff', { json: { token: '{bob.key}' } }),
      'bob',
      200,
    ),
  },
  notOffered: {
    'keeps the token of the request in a variable of the module':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
    'deletes the newest token after the body has arrived':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
    'creates a new token at once':
      'A login creates a new token too, so both APIs send the same responses.',
    'does not await the deletion':
      'It shows only when the database is slow. In examples it is fast.',
  },
}
