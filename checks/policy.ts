/** The methods that checks send. */
export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who sends the request. */
export const ACTORS = {
  anonymous: 'without a token',
  wrong: 'with an unknown key',
  loggedOut: 'with the key of a deleted token',
  inactive: 'with the key of an inactive user',
  owner: 'as the owner',
  other: 'as another user',
  staff: 'as a staff user',
} as const
export type Actor = keyof typeof ACTORS

/** What authenticates a user: a token, or the session of a browser whose page sends a CSRF token. */
export type Credential = 'token' | 'session'

/**
 * What decides the response, in the order in which a view works. `before` is its middleware before
 * authentication.
 */
export type Decider =
  | 'route'
  | 'before'
  | 'authentication'
  | 'permission'
  | 'throttle'
  | 'method'
  | 'object'
  | 'handler'

/** The response, and what decided it. */
export interface Cell {
  status: number
  by: Decider
}

/** What a sentence can explain: a request that the handler answers, or what refuses it. */
export type Outcome = Exclude<Decider, 'handler'> | 'allowed' | 'missing'

export function outcomeOf({ status, by }: Cell): Outcome {
  if (by !== 'handler') return by
  return status === 404 ? 'missing' : 'allowed'
}

/** The responses of one method of one path, for each actor. */
export interface Rule {
  /** The first step after which all of its cells are true. */
  step: string
  method: Method
  /** `{id}` is the id of a task of the owner. */
  path: string
  /** The classes of the view, to show. The cells say what they do. */
  permissionClasses: string
  /** How the view authenticates users. The actors use the first way. */
  authentication: readonly Credential[]
  /** One sentence for each outcome that has its own. `whyOf` in policy-why.ts has the others. */
  why: Partial<Record<Outcome, string>>
  /** The body. `{new}` is an unused username; `{name}` and `{password}` are those of a user. */
  body?: Record<string, unknown>
  cells: Record<Actor, Cell>
}

/** A sentence alone explains what the owner gets. */
type Line = [method: Method, cells: Rule['cells'], why: string | Rule['why'], body?: Rule['body']]

const handler = (status: number): Cell => ({ status, by: 'handler' })
const NO_METHOD: Cell = { status: 405, by: 'method' }
const UNAUTHENTICATED: Cell = { status: 401, by: 'permission' }
const NOT_STAFF: Cell = { status: 403, by: 'permission' }
const NOT_OWNER: Cell = { status: 403, by: 'object' }

/** Every view refuses a wrong key before it checks anything else. */
function open(cell: Cell): Rule['cells'] {
  const refused: Cell = { status: 401, by: 'authentication' }
  return {
    anonymous: cell,
    wrong: refused,
    loggedOut: refused,
    inactive: refused,
    owner: cell,
    other: cell,
    staff: cell,
  }
}

const forUsers = (cell: Cell) => ({ ...open(cell), anonymous: UNAUTHENTICATED })
const forStaff = (cell: Cell) => ({ ...forUsers(NOT_STAFF), staff: cell })
const forOwner = (cell: Cell) => ({ ...forUsers(NOT_OWNER), owner: cell })
const forOwnerAlone = (cell: Cell) => ({ ...forUsers(handler(404)), owner: cell })

/** No actor can be refused: without a valid session, the request is anonymous. */
function anyClient(cell: Cell): Rule['cells'] {
  return { ...open(cell), wrong: cell, loggedOut: cell, inactive: cell }
}

const NO_SESSION: Cell = { status: 403, by: 'permission' }
const bySession = (cell: Cell) => ({
  ...anyClient(NO_SESSION),
  owner: cell,
  other: cell,
  staff: cell,
})

/** A sentence that is true of those who are allowed, and of those who are not. */
const ofAll = (sentence: string): Rule['why'] => ({
  allowed: sentence,
  missing: sentence,
  permission: sentence,
  object: sentence,
})

/** A sentence about those who own the task, and those who do not. */
const ofOwner = (sentence: string): Rule['why'] => ({ allowed: sentence, object: sentence })

const HEAD = ofAll('HEAD is GET without the body, so the same rule applies.')
const PAGE = ofAll('A page of a list needs the same permission as the list.')
const OPTIONS = ofAll('OPTIONS needs the same permission as any other method.')
const STAFF_ONLY = 'The view is for staff users only.'
/** The two demos accept both. */
const EITHER = 'A token or a session says who the user is.'
/** For a method that the view does not have. */
const UNKNOWN_METHOD = { permission: 'A refused client does not learn which methods exist.' }

function view(
  step: string,
  path: string,
  permissionClasses: string,
  lines: Line[],
  authentication: readonly Credential[] = ['token'],
): Rule[] {
  return lines.map(([method, cells, told, body]) => {
    const why = typeof told === 'string' ? { [outcomeOf(cells.owner)]: told } : told
    const rule = { step, method, path, permissionClasses, authentication, why, cells }
    return { ...rule, ...(body && { body }) }
  })
}

const TOKEN_FIRST = ['token', 'session'] as const
const SESSION_FIRST = ['session', 'token'] as const

const DEFAULT = 'default: [IsAuthenticated]'
const OWNER = '[IsAuthenticated, IsOwner]'
const TASK = { title: 'Buy milk' }

/**
 * Who can do what. The checks, the documents and the comparison with the real Django REST framework
 * use this table.
 */
export const POLICY: readonly Rule[] = [
  ...view('03-login', '/api/register/', '[]', [
    [
      'POST',
      open(handler(201)),
      'Any client can create an account. A wrong key is still refused.',
      { username: '{new}', password: 'a-password-1' },
    ],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['GET', open(NO_METHOD), 'Accounts are created here, not listed.'],
  ]),
  ...view('03-login', '/api/login/', '[]', [
    [
      'POST',
      open(handler(200)),
      'Any client can log in with a password. A wrong key is still refused.',
      { username: '{name}', password: '{password}' },
    ],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['GET', open(NO_METHOD), 'A login is a POST, because a password must not be in a URL.'],
  ]),
  ...view('04-default-permission', '/api/me/', DEFAULT, [
    [
      'GET',
      forUsers(handler(200)),
      {
        allowed: 'The default list allows every authenticated user.',
        permission: 'A view without its own list uses the default, which is closed.',
      },
    ],
    ['HEAD', forUsers(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['DELETE', forUsers(NO_METHOD), UNKNOWN_METHOD],
  ]),
  ...view('05-view-permissions', '/api/demo/allow-any/', '[AllowAny]', [
    ['GET', open(handler(200)), 'Any client can read. A wrong key is still refused.'],
    ['HEAD', open(handler(200)), HEAD],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['POST', open(handler(200)), 'AllowAny allows reading and writing.', {}],
  ]),
  ...view('05-view-permissions', '/api/demo/authenticated/', '[IsAuthenticated]', [
    ['GET', forUsers(handler(200)), 'Every authenticated user can read.'],
    ['HEAD', forUsers(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['POST', forUsers(handler(200)), 'Every authenticated user can write.', {}],
  ]),
  ...view('05-view-permissions', '/api/demo/admin/', '[IsAdminUser]', [
    ['GET', forStaff(handler(200)), { allowed: 'A staff user can read.', permission: STAFF_ONLY }],
    ['HEAD', forStaff(handler(200)), HEAD],
    ['OPTIONS', forStaff(handler(200)), OPTIONS],
    [
      'POST',
      forStaff(handler(200)),
      { allowed: 'A staff user can write.', permission: STAFF_ONLY },
      {},
    ],
    ['PATCH', forStaff(NO_METHOD), UNKNOWN_METHOD],
  ]),
  ...view('05-view-permissions', '/api/demo/read-only/', '[IsAuthenticatedOrReadOnly]', [
    ['GET', open(handler(200)), 'GET is safe, so any client can send it.'],
    ['HEAD', open(handler(200)), 'HEAD is safe, so any client can send it.'],
    ['OPTIONS', open(handler(200)), 'OPTIONS is safe, so any client can send it.'],
    ['POST', forUsers(handler(200)), ofAll('POST writes, so it needs an authenticated user.'), {}],
    ['PUT', forUsers(NO_METHOD), { permission: 'PUT is not in the list of safe methods.' }, {}],
    ['PATCH', forUsers(NO_METHOD), { permission: 'PATCH is not in the list of safe methods.' }, {}],
    ['DELETE', forUsers(NO_METHOD), { permission: 'DELETE is not in the list of safe methods.' }],
  ]),
  ...view('06-is-owner', '/api/tasks/', OWNER, [
    ['GET', forUsers(handler(200)), 'A list checks no object permission.'],
    ['HEAD', forUsers(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    [
      'POST',
      forUsers(handler(201)),
      'Every authenticated user can create a task, and owns it.',
      TASK,
    ],
    ['DELETE', forUsers(NO_METHOD), 'A client cannot delete all tasks at once.'],
  ]),
  ...view('06-is-owner', '/api/tasks/{id}/', OWNER, [
    ['GET', forOwner(handler(200)), ofOwner('The owner only, for reading too.')],
    ['HEAD', forOwner(handler(200)), HEAD],
    [
      'OPTIONS',
      forUsers(handler(200)),
      'OPTIONS describes the view, and does not look up the task.',
    ],
    ['PUT', forOwner(handler(200)), ofOwner('The owner only. Staff are no exception.'), TASK],
    ['PATCH', forOwner(handler(200)), ofOwner('The owner only, for a partial update too.'), TASK],
    ['DELETE', forOwner(handler(204)), ofOwner('The owner only.')],
    [
      'POST',
      forUsers(NO_METHOD),
      'A task is created by a POST to the list, not to another task.',
      TASK,
    ],
  ]),
  ...view('06-is-owner', '/api/tasks/999999/', OWNER, [
    ['GET', forUsers(handler(404)), 'The task does not exist, so there is no owner to compare.'],
    ['PUT', forUsers(handler(404)), 'The view looks up the task before it reads the body.', {}],
  ]),
  ...view('07-logout', '/api/logout/', DEFAULT, [
    ['POST', forUsers(handler(204)), ofAll('Only an authenticated user can log out.')],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['GET', forUsers(NO_METHOD), 'A link or an image must not log a user out.'],
    ['DELETE', forUsers(NO_METHOD), 'A logout is a POST.'],
  ]),
  ...view(
    '08-filtering',
    '/api/v2/tasks/',
    OWNER,
    [
      ['GET', forUsers(handler(200)), 'The list holds only the tasks of the user.'],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
      [
        'POST',
        forUsers(handler(201)),
        'Every authenticated user can create a task, and owns it.',
        TASK,
      ],
      ['DELETE', forUsers(NO_METHOD), 'A client cannot delete all tasks at once.'],
    ],
    TOKEN_FIRST,
  ),
  ...view(
    '08-filtering',
    '/api/v2/tasks/{id}/',
    OWNER,
    [
      ['GET', forOwnerAlone(handler(200)), 'The owner finds the task.'],
      ['HEAD', forOwnerAlone(handler(200)), HEAD],
      [
        'OPTIONS',
        forUsers(handler(200)),
        'OPTIONS describes the view, and does not look up the task.',
      ],
      ['PUT', forOwnerAlone(handler(200)), 'The owner only. Staff are no exception.', TASK],
      ['PATCH', forOwnerAlone(handler(200)), 'The owner only, for a partial update too.', TASK],
      ['DELETE', forOwnerAlone(handler(204)), 'The owner only.'],
      [
        'POST',
        forUsers(NO_METHOD),
        'A task is created by a POST to the list, not to another task.',
        TASK,
      ],
    ],
    TOKEN_FIRST,
  ),
  ...view(
    '09-pagination',
    '/api/v2/tasks/feed/',
    DEFAULT,
    [
      ['GET', forUsers(handler(200)), PAGE],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ],
    TOKEN_FIRST,
  ),
  ...view(
    '09-pagination',
    '/api/v2/tasks/window/',
    DEFAULT,
    [
      ['GET', forUsers(handler(200)), PAGE],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ],
    TOKEN_FIRST,
  ),
  ...view('10-hashed-tokens', '/api/v2/login/', '[]', [
    [
      'POST',
      open(handler(200)),
      'Any client can log in with a password. A wrong token is refused first.',
      { username: '{name}', password: '{password}' },
    ],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['GET', open(NO_METHOD), 'A login is a POST, because a password must not be in a URL.'],
  ]),
  ...view(
    '10-hashed-tokens',
    '/api/v2/me/',
    DEFAULT,
    [
      ['GET', forUsers(handler(200)), 'A token authenticates the user until it expires.'],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ],
    TOKEN_FIRST,
  ),
  ...view('10-hashed-tokens', '/api/v2/logout/', DEFAULT, [
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['GET', forUsers(NO_METHOD), 'A link or an image must not log a user out.'],
    ['POST', forUsers(handler(204)), ofAll('Only an authenticated user can log out.')],
  ]),
  ...view('10-hashed-tokens', '/api/v2/logoutall/', DEFAULT, [
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['GET', forUsers(NO_METHOD), 'A link or an image must not log a user out.'],
    ['POST', forUsers(handler(204)), 'A user can end only their own tokens.'],
  ]),
  ...view(
    '12-sessions',
    '/api/v2/csrf/',
    '[]',
    [
      ['GET', anyClient(handler(200)), 'A client needs a CSRF token before it can log in.'],
      ['HEAD', anyClient(handler(200)), HEAD],
      ['OPTIONS', anyClient(handler(200)), OPTIONS],
      ['POST', anyClient(NO_METHOD), 'A client reads the CSRF token with GET.'],
    ],
    [],
  ),
  ...view(
    '12-sessions',
    '/api/v2/session/',
    '[IsAuthenticatedOrLogin]',
    [
      [
        'GET',
        bySession(handler(200)),
        {
          allowed: 'The session says who is logged in.',
          permission: 'Without a session there is nothing to describe.',
        },
      ],
      ['HEAD', bySession(handler(200)), HEAD],
      ['OPTIONS', bySession(handler(200)), OPTIONS],
      [
        'POST',
        anyClient(handler(200)),
        'Any client with a CSRF token can log in with a password.',
        { username: '{name}', password: '{password}' },
      ],
      ['DELETE', bySession(handler(204)), ofAll('Only an authenticated user can log out.')],
      ['PUT', bySession(NO_METHOD), 'A session is created with POST, not with PUT.', {}],
    ],
    ['session'],
  ),
  ...view(
    '12-sessions',
    '/api/v2/demo/token-first/',
    DEFAULT,
    [
      [
        'GET',
        forUsers(handler(200)),
        { allowed: EITHER, permission: 'The first class says how to authenticate: 401.' },
      ],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
      [
        'POST',
        forUsers(handler(200)),
        'A browser does not send a token automatically, so a token needs no CSRF token. A session does.',
        {},
      ],
    ],
    TOKEN_FIRST,
  ),
  ...view(
    '12-sessions',
    '/api/v2/demo/session-first/',
    DEFAULT,
    [
      [
        'GET',
        bySession(handler(200)),
        { allowed: EITHER, permission: 'The first class cannot say how to authenticate: 403.' },
      ],
      ['HEAD', bySession(handler(200)), HEAD],
      ['OPTIONS', bySession(handler(200)), OPTIONS],
      [
        'POST',
        bySession(handler(200)),
        'A session writes with a CSRF token, and a token without one.',
        {},
      ],
    ],
    SESSION_FIRST,
  ),
  ...view('01-token-model', '/api/nowhere/', 'no view', [
    ['GET', anyClient({ status: 404, by: 'route' }), 'There is no view, so nothing is checked.'],
  ]),
]

/** The rules that hold once a step is done, and not before. */
export function rulesOf(step: string): Rule[] {
  return POLICY.filter((rule) => rule.step === step)
}
