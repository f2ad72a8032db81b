import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'leaves the default empty',
    misconception: 'An empty list asks nobody: every view whose author forgot a policy stays open.',
    file: '04-default-permission/settings.ts',
    find: `[IsAuthenticated]
`,
    replace: `[]
`,
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header that is meant for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'asks for the wrong thing: whether there is a user',
    misconception:
      '`request.user` is never empty: somebody unknown is an AnonymousUser, which is an object and truthy.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return Boolean(request.user)',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header that is meant for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'takes the condition the wrong way round',
    misconception:
      '`hasPermission` answers whether the request may pass, not whether it is refused.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return !request.user.isAuthenticated',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'answers 401 to a header that is meant for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'lets only staff in',
    misconception: 'To be authenticated is to be known, not to be staff.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return request.user.isStaff',
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: 'looks for the header, not for the user',
    misconception: 'OPTIONS tells what a view can do, and is asked like every other method.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: "return request.method === 'OPTIONS' || request.user.isAuthenticated",
    caughtBy: {
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'asks about methods that change something',
    misconception: 'Closed by default means reading too.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: "return request.method === 'GET' || request.user.isAuthenticated",
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'answers 401 to a header that is meant for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'refuses everybody with 403',
    misconception:
      '403 says that it would not help to log in; somebody unknown needs the 401 that says how.',
    file: '04-default-permission/views.ts',
    find: `  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    replace: '',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 403,
      'refuses before the view does anything': 403,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 403,
      'answers 401 to a header that is meant for another scheme': 403,
      'says to an anonymous client how to authenticate, not what a class has to say': 403,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: 'takes 401 and 403 the wrong way round',
    misconception: '401 is for those who are not known, 403 for those who are.',
    file: '04-default-permission/views.ts',
    find: 'askedWho && !request',
    replace: 'askedWho && request',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 403,
      'refuses before the view does anything': 403,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 403,
      'answers 401 to a header that is meant for another scheme': 403,
      'says to a user what the first class that refuses has to say': 401,
      'says to an anonymous client how to authenticate, not what a class has to say': 403,
      'refuses when a permission class answers a promise': 401,
      'refuses when a permission class answers nothing': 401,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: "says the permission's sentence to somebody unknown",
    misconception: 'What somebody unknown is told is how to be known, never what the view asks.',
    file: '04-default-permission/views.ts',
    find: 'throw new NotAuthenticated()',
    replace: "throw new NotAuthenticated('You do not have permission to perform this action.')",
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 401,
      'refuses before the view does anything': 401,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 401,
      'answers 401 to a header that is meant for another scheme': 401,
      'says to an anonymous client how to authenticate, not what a class has to say': 401,
      'follows the policy of /api/me/': 401,
    },
  },
  {
    name: "adds the view's list to the default",
    misconception:
      "A view's list replaces the default; if it were added, no view could open itself.",
    file: '04-default-permission/views.ts',
    find: 'request.permissionClasses = permissionClasses',
    replace: 'request.permissionClasses = [...DEFAULT_PERMISSION_CLASSES, ...permissionClasses]',
    caughtBy: {
      'lets everybody register: a view with a list of its own does not ask the default': 401,
    },
  },
  {
    name: 'asks the default alone',
    misconception:
      'The classes to ask are those of the view, in the list that is handed over; it may be empty.',
    file: '04-default-permission/views.ts',
    find: 'for (const Permission of request.permissionClasses) {',
    replace: 'for (const Permission of DEFAULT_PERMISSION_CLASSES) {',
    caughtBy: {
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 200,
      'refuses when a permission class answers a promise': 200,
      'refuses when a permission class answers nothing': 200,
      'lets nobody pass when a permission class throws': 200,
      'lets nobody pass when a permission class throws nothing': 200,
      'lets everybody register: a view with a list of its own does not ask the default': 401,
    },
  },
  {
    name: 'asks after the view has answered',
    misconception:
      'Middleware runs in the order in which it is listed: a guard behind the view guards nothing.',
    file: '04-default-permission/views.ts',
    find: `    checkPermissions, // may you? 401, 403
    dispatch(name, handlers), // do it: 405, then the handler's 404, 403, 415 and 400
`,
    replace: `    dispatch(name, handlers),
    checkPermissions,
`,
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header that is meant for another scheme': 200,
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 200,
      'says to an anonymous client how to authenticate, not what a class has to say': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class answers a promise': 200,
      'refuses when a permission class answers nothing': 200,
      'lets nobody pass when a permission class throws': 200,
      'lets nobody pass when a permission class throws nothing': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'does not ask',
    misconception: 'An answer that nobody looks at refuses nobody.',
    file: '04-default-permission/views.ts',
    find: 'if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)',
    replace: 'permission.hasPermission(request)',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header that is meant for another scheme': 200,
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 200,
      'says to an anonymous client how to authenticate, not what a class has to say': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class answers a promise': 200,
      'refuses when a permission class answers nothing': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'lets pass whom it should refuse',
    misconception: 'Refuse unless the class answers true; this refuses those who may.',
    file: '04-default-permission/views.ts',
    find: '!== true) permissionDenied',
    replace: '=== true) permissionDenied',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'answers 401 to a header that is meant for another scheme': 200,
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 403,
      'says to an anonymous client how to authenticate, not what a class has to say': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class answers a promise': 200,
      'refuses when a permission class answers nothing': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'asks the class instead of an instance',
    misconception:
      'A method is a function, and a function is truthy: it has to be called to answer.',
    file: '04-default-permission/views.ts',
    find: 'permission.hasPermission(request) !== true',
    replace: "typeof permission.hasPermission !== 'function'",
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header that is meant for another scheme': 200,
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 200,
      'says to an anonymous client how to authenticate, not what a class has to say': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class answers a promise': 200,
      'refuses when a permission class answers nothing': 200,
      'lets nobody pass when a permission class throws': 200,
      'lets nobody pass when a permission class throws nothing': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'refuses with 404',
    misconception:
      'To hide a view from those who are not known is another policy; DRF says 401 and how to log in.',
    file: '04-default-permission/views.ts',
    imports: "import { NotFound } from '#shared/exceptions.ts'",
    find: 'throw new NotAuthenticated()',
    replace: 'throw new NotFound()',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 404,
      'refuses before the view does anything': 404,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 404,
      'answers 401 to a header that is meant for another scheme': 404,
      'says to an anonymous client how to authenticate, not what a class has to say': 404,
      'follows the policy of /api/me/': 404,
    },
  },
  {
    name: 'stops at the first class that allows',
    misconception: "`next()` passes the request on to the view; `next('route')` skips it.",
    file: '04-default-permission/views.ts',
    find: `  next()
}`,
    replace: `  next('route')
}`,
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 404,
      'lets everybody register: a view with a list of its own does not ask the default': 404,
      'follows the policy of /api/me/': 404,
    },
  },
  {
    name: 'makes hasPermission asynchronous',
    misconception:
      'A promise is no answer: compared with true it refuses everybody, taken for true it lets everybody in.',
    file: '04-default-permission/permissions.ts',
    find: 'override hasPermission(request: Request): boolean',
    replace: 'override async hasPermission(request: Request): Promise<boolean>',
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: 'leaves content negotiation out of the row',
    misconception: 'A function that is not in the row is never called, though the file imports it.',
    file: '04-default-permission/views.ts',
    find: `    performContentNegotiation, // 406
`,
    replace: '',
    caughtBy: {
      'answers 406, not 401, to a client that does not accept JSON': 401,
    },
  },
  {
    name: 'negotiates last',
    misconception:
      'DRF asks first whether it can answer the client at all: 406 comes before 401 and 403.',
    file: '04-default-permission/views.ts',
    find: `    performContentNegotiation, // 406
    performAuthentication, // who are you? 401
    checkPermissions, // may you? 401, 403
`,
    replace: `    performAuthentication,
    checkPermissions,
    performContentNegotiation,
`,
    caughtBy: {
      'answers 406, not 401, to a client that does not accept JSON': 401,
    },
  },
  {
    name: 'checks permissions before authentication',
    misconception:
      'Whether you may depends on who you are: before that is known, you are anonymous.',
    file: '04-default-permission/views.ts',
    find: `    performAuthentication, // who are you? 401
    checkPermissions, // may you? 401, 403
`,
    replace: `    checkPermissions,
    performAuthentication,
`,
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 401,
      'says to a user what the first class that refuses has to say': 401,
      'refuses when a permission class answers a promise': 401,
      'refuses when a permission class answers nothing': 401,
      'follows the policy of /api/me/': 401,
    },
  },
  {
    name: 'takes every truthy answer for a yes',
    misconception: 'A promise is truthy, whatever it will say; only `true` is a yes.',
    file: '04-default-permission/views.ts',
    find: 'permission.hasPermission(request) !== true',
    replace: '!permission.hasPermission(request)',
    caughtBy: {
      'refuses when a permission class answers a promise': 200,
    },
  },
  {
    name: 'refuses only on false',
    misconception: 'A class that forgets its `return` answers undefined: that is no yes.',
    file: '04-default-permission/views.ts',
    find: 'permission.hasPermission(request) !== true',
    replace: 'permission.hasPermission(request) === false',
    caughtBy: {
      'refuses when a permission class answers a promise': 200,
      'refuses when a permission class answers nothing': 200,
    },
  },
  {
    name: 'lets PATCH pass',
    misconception: 'A method that is not asked about is open.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: "return request.method === 'PATCH' || request.user.isAuthenticated",
    caughtBy: {
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
    },
  },
  {
    name: 'lets a request pass when a class throws',
    misconception: 'An answer that could not be found is no yes: fail closed.',
    file: '04-default-permission/views.ts',
    find: `    if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)
`,
    replace: `    let allowed = true
    try {
      allowed = permission.hasPermission(request)
    } catch {}
    if (allowed !== true) permissionDenied(request, permission.message)
`,
    caughtBy: {
      'lets nobody pass when a permission class throws': 200,
      'lets nobody pass when a permission class throws nothing': 200,
    },
  },
  {
    name: 'drops the message of the class',
    misconception: 'The class knows why it refuses; `message` tells the user.',
    file: '04-default-permission/views.ts',
    find: 'throw new PermissionDenied(message)',
    replace: 'throw new PermissionDenied()',
    caughtBy: {
      'says to a user what the first class that refuses has to say': 403,
    },
  },
  {
    name: 'asks whether there is an Authorization header',
    misconception: 'A header proves nothing; `request.user` is who was recognised.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return request.headers.authorization !== undefined',
    caughtBy: {
      'answers 401 to a header that is meant for another scheme': 200,
    },
  },
  {
    name: 'asks the last class alone',
    misconception: 'Every class has to say yes.',
    file: '04-default-permission/views.ts',
    find: 'of request.permissionClasses)',
    replace: 'of request.permissionClasses.slice(-1))',
    caughtBy: {
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 403,
    },
  },
  {
    name: 'is satisfied with one yes',
    misconception: 'A list of classes means all of them.',
    file: '04-default-permission/views.ts',
    find: `    if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)
`,
    replace: `    if (permission.hasPermission(request) === true) break
    permissionDenied(request, permission.message)
`,
    caughtBy: {
      'asks every permission class in order until one refuses': 200,
      'says to a user what the first class that refuses has to say': 200,
    },
  },
  {
    name: 'negotiates after authentication',
    misconception: '406 comes first for a wrong key, too.',
    file: '04-default-permission/views.ts',
    find: `    performContentNegotiation, // 406
    performAuthentication, // who are you? 401
`,
    replace: `    performAuthentication,
    performContentNegotiation,
`,
    caughtBy: {
      'answers 406, not 401, to a client that does not accept JSON': 401,
    },
  },
  {
    name: 'tells an anonymous client what the class has to say',
    misconception:
      'What a rule asks for is told to those who are known; the others are told how to authenticate.',
    file: '04-default-permission/views.ts',
    find: 'throw new NotAuthenticated()',
    replace: 'throw new NotAuthenticated(message)',
    caughtBy: {
      'says to an anonymous client how to authenticate, not what a class has to say': 401,
    },
  },
  {
    name: 'asks nobody who could authenticate',
    misconception:
      '401 says how to authenticate; a view without authentication classes has nothing to say, so it is 403.',
    file: '04-default-permission/views.ts',
    find: 'if (askedWho && !request',
    replace: 'if (!request',
    caughtBy: {
      'answers 403 to an anonymous client when the view has no authentication class': 403,
    },
  },
  {
    name: 'checks permissions in a plain function',
    misconception:
      'A class that throws undefined looks to Express like one that throws nothing: async functions reject.',
    file: '04-default-permission/views.ts',
    find: 'checkPermissions: RequestHandler = async (',
    replace: 'checkPermissions: RequestHandler = (',
    caughtBy: {
      'lets nobody pass when a permission class throws nothing': 200,
    },
  },
]
