/** The methods that checks send. */
export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who asks. */
export const ACTORS = {
  anonymous: 'without a token',
  wrong: 'with a key that nobody has',
  loggedOut: 'with the key of a token that is deleted',
  inactive: 'with the key of a user who is not active',
  owner: 'as a user, who owns the task in question',
  other: 'as a user, who owns no such task',
  staff: 'as staff, who own no such task',
} as const
export type Actor = keyof typeof ACTORS

/** What a user is recognised by: a token, or the session of a browser, whose page brings a CSRF token. */
export type Credential = 'token' | 'session'

/** Who says the last word, in the order in which a view works. */
export type Decider =
  | 'route'
  | 'authentication'
  | 'permission'
  | 'throttle'
  | 'method'
  | 'object'
  | 'handler'

/** What comes of it. */
export interface Cell {
  status: number
  by: Decider
}

/** What one method of one path answers to each actor. */
export interface Rule {
  /** The first step after which all of its cells hold. */
  step: string
  method: Method
  /** `{id}` is a task of the owner's. */
  path: string
  /** The classes of the view, for people: what they mean is in the cells. */
  permissionClasses: string
  /** What the view recognises its users by; the actors come with the first. */
  authentication: readonly Credential[]
  /** One sentence. */
  why: string
  /** What is sent; `{new}` is a name that nobody has, `{name}` and `{password}` are a user's. */
  body?: Record<string, unknown>
  cells: Record<Actor, Cell>
}

type Line = [method: Method, cells: Rule['cells'], why: string, body?: Rule['body']]

const handler = (status: number): Cell => ({ status, by: 'handler' })
const NO_METHOD: Cell = { status: 405, by: 'method' }
const UNAUTHENTICATED: Cell = { status: 401, by: 'permission' }
const NOT_STAFF: Cell = { status: 403, by: 'permission' }
const NOT_OWNER: Cell = { status: 403, by: 'object' }

/** A key that is sent and does not work is refused by every view, before anybody asks what it is for. */
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

/** Nobody sends anything that could be wrong: a session that has ended is none. */
function anybody(cell: Cell): Rule['cells'] {
  return { ...open(cell), wrong: cell, loggedOut: cell, inactive: cell }
}

const NOBODY: Cell = { status: 403, by: 'permission' }
const bySession = (cell: Cell) => ({ ...anybody(NOBODY), owner: cell, other: cell, staff: cell })

const HEAD = 'HEAD is GET without the body, and the same rule decides.'
const OPTIONS = 'To ask what a view can do is a request like any other.'

function view(
  step: string,
  path: string,
  permissionClasses: string,
  lines: Line[],
  authentication: readonly Credential[] = ['token'],
): Rule[] {
  return lines.map(([method, cells, why, body]) => {
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
 * Who may do what. The checks, the documents and the comparison with the real Django REST framework
 * are made of this table.
 */
export const POLICY: readonly Rule[] = [
  ...view('03-login', '/api/register/', '[]', [
    [
      'POST',
      open(handler(201)),
      'Everybody may make an account; a key that is wrong is refused all the same.',
      { username: '{new}', password: 'a-password-1' },
    ],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['GET', open(NO_METHOD), 'Accounts are made here, and not listed.'],
  ]),
  ...view('03-login', '/api/login/', '[]', [
    [
      'POST',
      open(handler(200)),
      'A password is what somebody has who has no token yet.',
      { username: '{name}', password: '{password}' },
    ],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['GET', open(NO_METHOD), 'A login is a POST: a password does not belong into a URL.'],
  ]),
  ...view('04-default-permission', '/api/me/', DEFAULT, [
    ['GET', forUsers(handler(200)), 'A view that lists no classes has the default, and is closed.'],
    ['HEAD', forUsers(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['DELETE', forUsers(NO_METHOD), 'Who may not come in does not learn which methods there are.'],
  ]),
  ...view('05-view-permissions', '/api/demo/allow-any/', '[AllowAny]', [
    ['GET', open(handler(200)), 'Open to everybody; a key that is wrong is refused all the same.'],
    ['HEAD', open(handler(200)), HEAD],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['POST', open(handler(200)), 'AllowAny makes no difference between reading and writing.', {}],
  ]),
  ...view('05-view-permissions', '/api/demo/authenticated/', '[IsAuthenticated]', [
    ['GET', forUsers(handler(200)), 'Every user may read.'],
    ['HEAD', forUsers(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['POST', forUsers(handler(200)), 'Every user may write.', {}],
  ]),
  ...view('05-view-permissions', '/api/demo/admin/', '[IsAdminUser]', [
    ['GET', forStaff(handler(200)), 'Staff only: it is known who the others are, so they get 403.'],
    ['HEAD', forStaff(handler(200)), HEAD],
    ['OPTIONS', forStaff(handler(200)), OPTIONS],
    ['POST', forStaff(handler(200)), 'Staff only, for writing, too.', {}],
    ['PATCH', forStaff(NO_METHOD), 'Who may not come in does not learn which methods there are.'],
  ]),
  ...view('05-view-permissions', '/api/demo/read-only/', '[IsAuthenticatedOrReadOnly]', [
    ['GET', open(handler(200)), 'GET is safe: everybody may read.'],
    ['HEAD', open(handler(200)), 'HEAD is safe: everybody may read.'],
    ['OPTIONS', open(handler(200)), 'OPTIONS is safe: everybody may read.'],
    ['POST', forUsers(handler(200)), 'POST writes: it is for users.', {}],
    ['PUT', forUsers(NO_METHOD), 'The safe methods are listed, so that PUT is none of them.', {}],
    ['PATCH', forUsers(NO_METHOD), 'The safe methods are listed: PATCH is none of them.', {}],
    ['DELETE', forUsers(NO_METHOD), 'The safe methods are listed: DELETE is none of them.'],
  ]),
  ...view('06-is-owner', '/api/tasks/', OWNER, [
    ['GET', forUsers(handler(200)), 'A list is no single object, so no class is asked about one.'],
    ['HEAD', forUsers(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['POST', forUsers(handler(201)), 'Every user may create a task, and then owns it.', TASK],
    ['DELETE', forUsers(NO_METHOD), 'There is no way to delete all tasks at once.'],
  ]),
  ...view('06-is-owner', '/api/tasks/{id}/', OWNER, [
    ['GET', forOwner(handler(200)), 'The owner only: to read is an act, too.'],
    ['HEAD', forOwner(handler(200)), HEAD],
    ['OPTIONS', forUsers(handler(200)), 'OPTIONS tells of the view, and looks at no task.'],
    ['PUT', forOwner(handler(200)), 'The owner only; staff are no exception.', TASK],
    ['PATCH', forOwner(handler(200)), 'The owner only, for a part of it, too.', TASK],
    ['DELETE', forOwner(handler(204)), 'The owner only.'],
    ['POST', forUsers(NO_METHOD), 'A task is created in the list.', TASK],
  ]),
  ...view('06-is-owner', '/api/tasks/999999/', OWNER, [
    ['GET', forUsers(handler(404)), 'Without a task there is no owner to ask for.'],
    ['PUT', forUsers(handler(404)), 'The task comes before the body.', {}],
  ]),
  ...view('07-logout', '/api/logout/', DEFAULT, [
    ['POST', forUsers(handler(204)), 'Only who is logged in can log out.'],
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['GET', forUsers(NO_METHOD), 'A link or an image must log nobody out.'],
    ['DELETE', forUsers(NO_METHOD), 'A logout is a POST.'],
  ]),
  ...view(
    '08-filtering',
    '/api/v2/tasks/',
    OWNER,
    [
      ['GET', forUsers(handler(200)), 'A filter leaves each user their own tasks.'],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
      ['POST', forUsers(handler(201)), 'Every user may create a task, and then owns it.', TASK],
      ['DELETE', forUsers(NO_METHOD), 'There is no way to delete all tasks at once.'],
    ],
    TOKEN_FIRST,
  ),
  ...view(
    '08-filtering',
    '/api/v2/tasks/{id}/',
    OWNER,
    [
      ['GET', forOwnerAlone(handler(200)), 'What the filter hides is not there: 404, not 403.'],
      ['HEAD', forOwnerAlone(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), 'OPTIONS tells of the view, and looks at no task.'],
      ['PUT', forOwnerAlone(handler(200)), 'The owner only; staff are no exception.', TASK],
      ['PATCH', forOwnerAlone(handler(200)), 'The owner only, for a part of it, too.', TASK],
      ['DELETE', forOwnerAlone(handler(204)), 'The owner only.'],
      ['POST', forUsers(NO_METHOD), 'A task is created in the list.', TASK],
    ],
    TOKEN_FIRST,
  ),
  ...view(
    '09-pagination',
    '/api/v2/tasks/feed/',
    DEFAULT,
    [
      ['GET', forUsers(handler(200)), 'A part of a list is for those whom the list is for.'],
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
      ['GET', forUsers(handler(200)), 'A part of a list is for those whom the list is for.'],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ],
    TOKEN_FIRST,
  ),
  ...view('10-hashed-tokens', '/api/v2/login/', '[]', [
    [
      'POST',
      open(handler(200)),
      'A password buys a token; whoever sends a wrong token is told so first.',
      { username: '{name}', password: '{password}' },
    ],
    ['OPTIONS', open(handler(200)), OPTIONS],
    ['GET', open(NO_METHOD), 'A login is a POST: a password does not belong into a URL.'],
  ]),
  ...view(
    '10-hashed-tokens',
    '/api/v2/me/',
    DEFAULT,
    [
      ['GET', forUsers(handler(200)), 'A token says who asks, until it ends.'],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ],
    TOKEN_FIRST,
  ),
  ...view('10-hashed-tokens', '/api/v2/logout/', DEFAULT, [
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['GET', forUsers(NO_METHOD), 'A link or an image must log nobody out.'],
    ['POST', forUsers(handler(204)), 'Only who is logged in can log out.'],
  ]),
  ...view('10-hashed-tokens', '/api/v2/logoutall/', DEFAULT, [
    ['OPTIONS', forUsers(handler(200)), OPTIONS],
    ['GET', forUsers(NO_METHOD), 'A link or an image must log nobody out.'],
    ['POST', forUsers(handler(204)), 'Each user ends their own tokens, and nobody else’s.'],
  ]),
  ...view(
    '12-sessions',
    '/api/v2/csrf/',
    '[]',
    [
      ['GET', anybody(handler(200)), 'Whoever wants to log in needs a CSRF token first.'],
      ['HEAD', anybody(handler(200)), HEAD],
      ['OPTIONS', anybody(handler(200)), OPTIONS],
      ['POST', anybody(NO_METHOD), 'A token is read, and not made to order.'],
    ],
    [],
  ),
  ...view(
    '12-sessions',
    '/api/v2/session/',
    '[IsAuthenticatedOrLogin]',
    [
      ['GET', bySession(handler(200)), 'Without a session there is none to tell of.'],
      ['HEAD', bySession(handler(200)), HEAD],
      ['OPTIONS', bySession(handler(200)), OPTIONS],
      [
        'POST',
        anybody(handler(200)),
        'A password is what somebody has who has no session yet.',
        { username: '{name}', password: '{password}' },
      ],
      ['DELETE', bySession(handler(204)), 'Only who is logged in can log out.'],
      ['PUT', bySession(NO_METHOD), 'A session is begun with POST.', {}],
    ],
    ['session'],
  ),
  ...view(
    '12-sessions',
    '/api/v2/demo/token-first/',
    DEFAULT,
    [
      ['GET', forUsers(handler(200)), 'The first class says how to authenticate: 401.'],
      ['HEAD', forUsers(handler(200)), HEAD],
      ['OPTIONS', forUsers(handler(200)), OPTIONS],
      [
        'POST',
        forUsers(handler(200)),
        'A token is sent on purpose: no CSRF token is asked for.',
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
      ['GET', bySession(handler(200)), 'The first class cannot say how to authenticate: 403.'],
      ['HEAD', bySession(handler(200)), HEAD],
      ['OPTIONS', bySession(handler(200)), OPTIONS],
      ['POST', bySession(handler(200)), 'A session writes with a CSRF token.', {}],
    ],
    SESSION_FIRST,
  ),
  ...view('01-token-model', '/api/nowhere/', 'no view', [
    ['GET', anybody({ status: 404, by: 'route' }), 'Without a view nobody is asked anything.'],
  ]),
]

/** The rules that can be checked once a step is done, and not before. */
export function rulesOf(step: string): Rule[] {
  return POLICY.filter((rule) => rule.step === step)
}
