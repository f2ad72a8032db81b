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
/** Five requests that count for nothing, and then a login. */
function after(send: string): Example {
  return { given: times(5, { as: 'anonymous', send }), when: login, then: { status: 200 } }
}

const TIME = 'It shows when time passes, and no request makes it pass.'
const ONCE = 'It shows when requests come at once, and an example sends one after the other.'
const BY_NAME =
  'It takes more than five logins of a name, and after five the throttle by address refuses them.'
const BY_USER = 'It takes sixty writes of a user to show.'
const PROXY = 'It shows behind a proxy, and the API that examples are played on has none.'
const OTHERS = 'It shows with other throttles than those of the API.'

export const breaks: BreakKey = {
  offered: {
    'lets one more pass': sixth,
    'notes what is only asked': after('OPTIONS /api/v2/login/'),
    'notes only the newest': sixth,
    'does not throttle anonymous logins': sixth,
    'believes whatever X-Forwarded-For says': sixthFromElsewhere,
    'believes the first address': sixthFromElsewhere,
    'lets everybody pass': sixth,
    'does not await the answer': sixth,
    'lets pass if one throttle does': sixth,
    'counts every method': after('OPTIONS /api/v2/login/'),
    'counts a method that the view does not have': after('GET /api/v2/login/'),
    'answers 403': sixth,
    'tells no wait': sixthSaysWhen,
    'lists no throttle by address': sixth,
    'names no scope': sixth,
  },
  notOffered: {
    'never lets go of a place': TIME,
    'gives all places back at once': TIME,
    'lets go of a place too early': TIME,
    'keeps a place for a moment too long': TIME,
    'notes refused requests': TIME,
    'looks and notes in two goes': ONCE,
    'holds the place only to look': ONCE,
    'does not wait until it is noted': ONCE,
    'keeps the notes for a moment only': TIME,
    'writes the newest at the other end': TIME,
    'waits for the newest to go': TIME,
    'tells the whole time': TIME,
    'tells how long ago it was': TIME,
    'counts users by address': BY_USER,
    'counts everybody anonymous together': PROXY,
    'counts users by their token': BY_USER,
    'takes the address of the proxy': PROXY,
    'counts only names that exist': BY_NAME,
    'does not cut the white space off': BY_NAME,
    'reads the name from JSON only': BY_NAME,
    'reads every name in small letters': BY_NAME,
    'counts logins without a name together': BY_NAME,
    'counts a name at each address by itself': BY_NAME,
    'counts a name together with its password': BY_NAME,
    'refuses only for a clear no': OTHERS,
    'stops at the first that refuses': OTHERS,
    'tells the shortest wait': OTHERS,
    'asks the first throttle only': BY_NAME,
    'counts for a name what its address may not': BY_NAME,
    'asks the throttles before authentication': BY_USER,
    'lists no throttle by name': BY_NAME,
    'asks about the name first': BY_NAME,
    'throttles reading as well': BY_USER,
    'forgets the single task': BY_USER,
  },
}
