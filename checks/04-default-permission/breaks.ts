import type { BreakKey, Example, ExampleActor } from '../harness/example.ts'

/** The response of the view that lists no classes. */
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
    'checks only whether there is a user': closed,
    'inverts the condition': userMay,
    'lets only staff in': userMay,
    'allows OPTIONS without authentication': me('anonymous', 'OPTIONS', 401),
    'checks only methods that change something': closed,
    'refuses every request with 403': closed,
    'swaps 401 and 403': closed,
    "sends the permission's message to an anonymous client": {
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
    'checks only the default classes': {
      when: { as: 'alice', send: 'GET /api/demo/admin/' },
      then: { status: 403 },
    },
    'checks permissions after the view has responded': closed,
    'ignores what hasPermission returns': closed,
    'refuses the requests that it should allow': userMay,
    'does not call hasPermission': closed,
    'refuses with 404': closed,
    'stops at the first class that allows': userMay,
    'makes hasPermission asynchronous': userMay,
    'leaves content negotiation out of the list': notAcceptable('alice'),
    'negotiates content last': notAcceptable('anonymous'),
    'checks permissions before authentication': userMay,
    'lets PATCH pass': me('anonymous', 'PATCH', 401),
    'checks only whether there is an Authorization header': {
      when: { as: 'anonymous', send: 'GET /api/me/', headers: { Authorization: 'Bearer x' } },
      then: { status: 401 },
    },
    'checks only the last class': {
      when: { as: 'anonymous', send: 'GET /api/tasks/' },
      then: { status: 401 },
    },
    'negotiates content after authentication': notAcceptable('wrong'),
  },
  notOffered: {
    'answers 401 in a view without authentication classes':
      'It shows only in a view without authentication classes, and every view has one.',
    'takes an empty list for false':
      'It shows only in a view without authentication classes, and every view has one.',
    'accepts every truthy answer':
      'It shows only with a class that returns something other than true or false.',
    'refuses only on false': 'It shows only with a class that forgets its `return`.',
    'allows a request when a class throws': 'It shows only with a class that throws.',
    'drops the message of the class': 'No class of the API has its own message.',
    'allows a request when one class allows it':
      'It shows only in a view with two classes, when the second one refuses. No view has such a list.',
    'sends the message of the class to an anonymous client':
      'No class of the API has its own message.',
    'checks permissions in a plain function': 'It shows only with a class that throws undefined.',
  },
}
