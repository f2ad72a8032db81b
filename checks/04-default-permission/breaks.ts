import type { BreakKey, Example, ExampleActor } from '../harness/example.ts'

/** What the view answers that lists no classes. */
function me(as: ExampleActor, method: string, status: number): Example {
  return { when: { as, send: `${method} /api/me/` }, then: { status } }
}

const closed = me('anonymous', 'GET', 401)
const userMay = me('alice', 'GET', 200)

const notAcceptable = (as: ExampleActor): Example => ({
  when: { as, send: 'GET /api/me/', headers: { Accept: 'text/html' } },
  then: { status: 406 },
})

export const breaks: BreakKey = {
  offered: {
    'leaves the default empty': closed,
    'asks for the wrong thing: whether there is a user': closed,
    'takes the condition the wrong way round': userMay,
    'lets only staff in': userMay,
    'looks for the header, not for the user': me('anonymous', 'OPTIONS', 401),
    'asks about methods that change something': closed,
    'refuses everybody with 403': closed,
    'takes 401 and 403 the wrong way round': closed,
    "says the permission's sentence to somebody unknown": {
      when: { as: 'anonymous', send: 'GET /api/me/' },
      then: { status: 401, body: { detail: 'Authentication credentials were not provided.' } },
    },
    "adds the view's list to the default": {
      when: {
        as: 'anonymous',
        send: 'POST /api/register/',
        json: { username: 'carol', password: 'Pass-word-1' },
      },
      then: { status: 201 },
    },
    'asks the default alone': {
      when: { as: 'alice', send: 'GET /api/demo/admin/' },
      then: { status: 403 },
    },
    'asks after the view has answered': closed,
    'does not ask': closed,
    'lets pass whom it should refuse': userMay,
    'asks the class instead of an instance': closed,
    'refuses with 404': closed,
    'stops at the first class that allows': userMay,
    'makes hasPermission asynchronous': userMay,
    'leaves content negotiation out of the row': notAcceptable('alice'),
    'negotiates last': notAcceptable('anonymous'),
    'checks permissions before authentication': userMay,
    'lets PATCH pass': me('anonymous', 'PATCH', 401),
    'asks whether there is an Authorization header': {
      when: { as: 'anonymous', send: 'GET /api/me/', headers: { Authorization: 'Bearer x' } },
      then: { status: 401 },
    },
    'asks the last class alone': {
      when: { as: 'anonymous', send: 'GET /api/tasks/' },
      then: { status: 401 },
    },
    'negotiates after authentication': notAcceptable('wrong'),
  },
  notOffered: {
    'asks nobody who could authenticate':
      'It shows in a view without authentication classes, and no view is without.',
    'takes every truthy answer for a yes':
      'It shows with a class that answers something other than true or false only.',
    'refuses only on false': 'It shows with a class that forgets its `return` only.',
    'lets a request pass when a class throws': 'It shows with a class that throws only.',
    'drops the message of the class': 'No class of the API has a message of its own.',
    'is satisfied with one yes':
      'It shows with two classes of which the second refuses the request: no view has such a list.',
    'tells an anonymous client what the class has to say':
      'No class of the API has a message of its own.',
    'checks permissions in a plain function': 'It shows with a class that throws undefined only.',
  },
}
