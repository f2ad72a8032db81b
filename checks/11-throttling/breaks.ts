import type { BreakKey, Example, ExampleRequest } from '../harness/example.ts'

const login: ExampleRequest = {
  as: 'anonymous',
  send: 'POST /api/v2/login/',
  json: { username: '{alice.name}', password: '{alice.password}' },
}

function times(count: number, request: ExampleRequest): ExampleRequest[] {
  return Array.from({ length: count }, () => request)
}

const sixth: Example = { given: times(5, login), when: login, then: { status: 429 } }
const sixthSaysWhen: Example = {
  ...sixth,
  then: { status: 429, headers: { 'Retry-After': /^\d+$/ } },
}
const sixthFromElsewhere: Example = {
  ...sixth,
  when: { ...login, headers: { 'X-Forwarded-For': '203.0.113.9' } },
}
/** Five requests that do not count, then a login. */
function after(send: string): Example {
  return { given: times(5, { as: 'anonymous', send }), when: login, then: { status: 200 } }
}

const TIME = 'It shows only when time passes, and no request makes time pass.'
const ONCE =
  'It shows only when requests arrive at the same time. An example sends them one after the other.'
const BY_NAME =
  'It needs more than five logins with one username, and the throttle by address refuses them.'
const BY_USER = 'It shows only after sixty writes by one user.'
const PROXY = 'It shows only behind a proxy. In examples there is none.'
const OTHERS = 'It shows only with throttles that the API does not have.'

export const breaks: BreakKey = {
  offered: {
    'allows one request too many': sixth,
    'ignores `counts`': after('OPTIONS /api/v2/login/'),
    'stores only the newest request': sixth,
    'does not throttle anonymous logins': sixth,
    'trusts every X-Forwarded-For': sixthFromElsewhere,
    'uses the first address in X-Forwarded-For': sixthFromElsewhere,
    'ignores what the throttle returns': sixth,
    'does not await allowRequest': sixth,
    'allows a request when one throttle allows it': sixth,
    'counts every method': after('OPTIONS /api/v2/login/'),
    'counts a method that the view does not have': after('GET /api/v2/login/'),
    'answers 403': sixth,
    'sends no wait': sixthSaysWhen,
    'lists no throttle by address': sixth,
    'sets no scope': sixth,
  },
  notOffered: {
    'counts no guesses of a user who is logged in': BY_NAME,
    'counts each browser of an address separately':
      'All requests of an example come from one browser.',
    'never forgets a request': TIME,
    'forgets all requests at once': TIME,
    'forgets requests too early': TIME,
    'forgets requests too late': TIME,
    'counts refused requests': TIME,
    'reads and writes the history without a lock': ONCE,
    'releases the lock before it writes': ONCE,
    'does not await the write': ONCE,
    'stores the history for too short a time': TIME,
    'adds the newest request at the end': TIME,
    'waits for the newest request': TIME,
    'returns the whole duration': TIME,
    'returns the age of the oldest request': TIME,
    'counts users by address': BY_USER,
    'counts all anonymous clients together': PROXY,
    'counts users by their token': BY_USER,
    'uses the address of the proxy': PROXY,
    'counts only existing usernames': BY_NAME,
    'does not trim the username': BY_NAME,
    'reads the username only from JSON': BY_NAME,
    'converts the username to lower case': BY_NAME,
    'counts logins without a username together': BY_NAME,
    'counts a username separately for each address': BY_NAME,
    'counts a username together with the password': BY_NAME,
    'refuses only on false': OTHERS,
    'stops at the first throttle that refuses': OTHERS,
    'sends the shortest wait': OTHERS,
    'uses only the first throttle': BY_NAME,
    'counts for a username what the address limit refuses': BY_NAME,
    'checks throttles before authentication': BY_USER,
    'lists no throttle by username': BY_NAME,
    'checks the username first': BY_NAME,
    'also throttles reads': BY_USER,
    'does not throttle the single task': BY_USER,
  },
}
