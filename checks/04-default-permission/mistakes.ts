import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'leaves the default empty',
    misconception: 'An empty list checks nothing, so every view without a policy stays open.',
    file: '04-default-permission/settings.ts',
    find: `[IsAuthenticated]
`,
    replace: `[]
`,
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'checks only whether there is a user',
    misconception:
      '`request.user` is never empty. For an anonymous request it is an AnonymousUser, which is an object and truthy.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return Boolean(request.user)',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'inverts the condition',
    misconception:
      '`hasPermission` returns whether the request is allowed, not whether it is refused.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return !request.user.isAuthenticated',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'answers 401 to a header for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'lets only staff in',
    misconception: 'An authenticated user does not have to be staff.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return request.user.isStaff',
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: 'allows OPTIONS without authentication',
    misconception:
      'OPTIONS describes what a view can do. It needs permission like every other method.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: "return request.method === 'OPTIONS' || request.user.isAuthenticated",
    caughtBy: {
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'checks only methods that change something',
    misconception: 'Closed by default includes reading.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: "return request.method === 'GET' || request.user.isAuthenticated",
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'answers 401 to a header for another scheme': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'refuses every request with 403',
    misconception:
      '403 means that logging in does not help. An anonymous client needs the 401 that says how to log in.',
    file: '04-default-permission/views.ts',
    find: `  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    replace: '',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 403,
      'refuses before the view does anything': 403,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 403,
      'answers 401 to a header for another scheme': 403,
      'tells an anonymous client how to authenticate, not the message of a class': 403,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: 'swaps 401 and 403',
    misconception: '401 is for anonymous clients, 403 for authenticated users.',
    file: '04-default-permission/views.ts',
    find: 'askedWho && !request',
    replace: 'askedWho && request',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 403,
      'refuses before the view does anything': 403,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 403,
      'answers 401 to a header for another scheme': 403,
      'sends a user the message of the first class that refuses': 401,
      'tells an anonymous client how to authenticate, not the message of a class': 403,
      'refuses when a permission class returns a promise': 401,
      'refuses when a permission class returns nothing': 401,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: "sends the permission's message to an anonymous client",
    misconception: 'Tell an anonymous client how to authenticate, not what the view requires.',
    file: '04-default-permission/views.ts',
    find: 'throw new NotAuthenticated()',
    replace: "throw new NotAuthenticated('You do not have permission to perform this action.')",
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 401,
      'refuses before the view does anything': 401,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 401,
      'answers 401 to a header for another scheme': 401,
      'tells an anonymous client how to authenticate, not the message of a class': 401,
      'follows the policy of /api/me/': 401,
    },
  },
  {
    name: "adds the view's list to the default",
    misconception:
      "A view's list replaces the default. If it were added to it, no view could be open.",
    file: '04-default-permission/views.ts',
    find: 'request.permissionClasses = permissionClasses',
    replace: 'request.permissionClasses = [...DEFAULT_PERMISSION_CLASSES, ...permissionClasses]',
    caughtBy: {
      'lets anonymous clients register: the view has its own list of classes': 401,
    },
  },
  {
    name: 'checks only the default classes',
    misconception:
      'Check the classes of the view, in `request.permissionClasses`. The list can be empty.',
    file: '04-default-permission/views.ts',
    find: 'for (const Permission of request.permissionClasses) {',
    replace: 'for (const Permission of DEFAULT_PERMISSION_CLASSES) {',
    caughtBy: {
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 200,
      'refuses when a permission class returns a promise': 200,
      'refuses when a permission class returns nothing': 200,
      'lets no request pass when a permission class throws': 200,
      'lets no request pass when a permission class throws undefined': 200,
      'lets anonymous clients register: the view has its own list of classes': 401,
    },
  },
  {
    name: 'checks permissions after the view has responded',
    misconception:
      'Middleware runs in the order in which it is listed. A check after the view protects nothing.',
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
      'answers 401 to a header for another scheme': 200,
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 200,
      'tells an anonymous client how to authenticate, not the message of a class': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class returns a promise': 200,
      'refuses when a permission class returns nothing': 200,
      'lets no request pass when a permission class throws': 200,
      'lets no request pass when a permission class throws undefined': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'ignores what hasPermission returns',
    misconception: 'A result that is not used refuses no request.',
    file: '04-default-permission/views.ts',
    find: 'if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)',
    replace: 'permission.hasPermission(request)',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header for another scheme': 200,
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 200,
      'tells an anonymous client how to authenticate, not the message of a class': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class returns a promise': 200,
      'refuses when a permission class returns nothing': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'refuses the requests that it should allow',
    misconception: 'Refuse unless the class returns true. This refuses when it does.',
    file: '04-default-permission/views.ts',
    find: '!== true) permissionDenied',
    replace: '=== true) permissionDenied',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'answers 401 to a header for another scheme': 200,
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 403,
      'tells an anonymous client how to authenticate, not the message of a class': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class returns a promise': 200,
      'refuses when a permission class returns nothing': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'does not call hasPermission',
    misconception: 'A method is a function, and a function is truthy. Call it to get its result.',
    file: '04-default-permission/views.ts',
    find: 'permission.hasPermission(request) !== true',
    replace: "typeof permission.hasPermission !== 'function'",
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 200,
      'refuses before the view does anything': 204,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
      'answers 401 to a header for another scheme': 200,
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 200,
      'tells an anonymous client how to authenticate, not the message of a class': 200,
      'answers 403 to an anonymous client when the view has no authentication class': 200,
      'refuses when a permission class returns a promise': 200,
      'refuses when a permission class returns nothing': 200,
      'lets no request pass when a permission class throws': 200,
      'lets no request pass when a permission class throws undefined': 200,
      'follows the policy of /api/me/': 200,
    },
  },
  {
    name: 'refuses with 404',
    misconception:
      'Hiding a view from anonymous clients is another policy. DRF answers 401 and says how to log in.',
    file: '04-default-permission/views.ts',
    imports: "import { NotFound } from '#shared/exceptions.ts'",
    find: 'throw new NotAuthenticated()',
    replace: 'throw new NotFound()',
    caughtBy: {
      'answers 401 with "WWW-Authenticate: Token" when no token is sent': 404,
      'refuses before the view does anything': 404,
      'answers 401, not 405, to a method that the view lacks when no token is sent': 404,
      'answers 401 to a header for another scheme': 404,
      'tells an anonymous client how to authenticate, not the message of a class': 404,
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
      'lets anonymous clients register: the view has its own list of classes': 404,
      'follows the policy of /api/me/': 404,
    },
  },
  {
    name: 'makes hasPermission asynchronous',
    misconception:
      'A promise is not an answer. Compared with true, it refuses every request; treated as truthy, it allows every request.',
    file: '04-default-permission/permissions.ts',
    find: 'override hasPermission(request: Request): boolean',
    replace: 'override async hasPermission(request: Request): Promise<boolean>',
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 403,
      'follows the policy of /api/me/': 403,
    },
  },
  {
    name: 'leaves content negotiation out of the list',
    misconception:
      'A function that is not in the list is never called, even if the file imports it.',
    file: '04-default-permission/views.ts',
    find: `    performContentNegotiation, // 406
`,
    replace: '',
    caughtBy: {
      'answers 406, not 401, to a client that does not accept JSON': 401,
    },
  },
  {
    name: 'negotiates content last',
    misconception:
      'DRF first checks whether it can respond in a format that the client accepts. 406 comes before 401 and 403.',
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
      'A permission depends on the user. Before authentication, every request is anonymous.',
    file: '04-default-permission/views.ts',
    find: `    performAuthentication, // who are you? 401
    checkPermissions, // may you? 401, 403
`,
    replace: `    checkPermissions,
    performAuthentication,
`,
    caughtBy: {
      'answers 405 to a method that the view lacks when a token is sent': 401,
      'sends a user the message of the first class that refuses': 401,
      'refuses when a permission class returns a promise': 401,
      'refuses when a permission class returns nothing': 401,
      'follows the policy of /api/me/': 401,
    },
  },
  {
    name: 'accepts every truthy answer',
    misconception: 'A promise is truthy, whatever it resolves to. Accept only `true`.',
    file: '04-default-permission/views.ts',
    find: 'permission.hasPermission(request) !== true',
    replace: '!permission.hasPermission(request)',
    caughtBy: {
      'refuses when a permission class returns a promise': 200,
    },
  },
  {
    name: 'refuses only on false',
    misconception:
      'A class that forgets its `return` returns undefined, which must not allow the request.',
    file: '04-default-permission/views.ts',
    find: 'permission.hasPermission(request) !== true',
    replace: 'permission.hasPermission(request) === false',
    caughtBy: {
      'refuses when a permission class returns a promise': 200,
      'refuses when a permission class returns nothing': 200,
    },
  },
  {
    name: 'lets PATCH pass',
    misconception: 'A method that is not checked is open.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: "return request.method === 'PATCH' || request.user.isAuthenticated",
    caughtBy: {
      'answers 401, not 405, to a method that the view lacks when no token is sent': 405,
    },
  },
  {
    name: 'allows a request when a class throws',
    misconception: 'Without a result, refuse the request: fail closed.',
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
      'lets no request pass when a permission class throws': 200,
      'lets no request pass when a permission class throws undefined': 200,
    },
  },
  {
    name: 'drops the message of the class',
    misconception: 'The class knows why it refuses. `message` tells the user.',
    file: '04-default-permission/views.ts',
    find: 'throw new PermissionDenied(message)',
    replace: 'throw new PermissionDenied()',
    caughtBy: {
      'sends a user the message of the first class that refuses': 403,
    },
  },
  {
    name: 'checks only whether there is an Authorization header',
    misconception: 'A header alone proves nothing. Check `request.user`.',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return request.headers.authorization !== undefined',
    caughtBy: {
      'answers 401 to a header for another scheme': 200,
    },
  },
  {
    name: 'checks only the last class',
    misconception: 'Every class has to return true.',
    file: '04-default-permission/views.ts',
    find: 'of request.permissionClasses)',
    replace: 'of request.permissionClasses.slice(-1))',
    caughtBy: {
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 403,
    },
  },
  {
    name: 'allows a request when one class allows it',
    misconception: 'Every class in the list has to allow the request.',
    file: '04-default-permission/views.ts',
    find: `    if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)
`,
    replace: `    if (permission.hasPermission(request) === true) break
    permissionDenied(request, permission.message)
`,
    caughtBy: {
      'calls every permission class in order until one refuses': 200,
      'sends a user the message of the first class that refuses': 200,
    },
  },
  {
    name: 'negotiates content after authentication',
    misconception: '406 comes first, even for a wrong key.',
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
    name: 'sends the message of the class to an anonymous client',
    misconception:
      'The message of a rule is for authenticated users. Tell anonymous clients how to authenticate.',
    file: '04-default-permission/views.ts',
    find: 'throw new NotAuthenticated()',
    replace: 'throw new NotAuthenticated(message)',
    caughtBy: {
      'tells an anonymous client how to authenticate, not the message of a class': 401,
    },
  },
  {
    name: 'answers 401 in a view without authentication classes',
    misconception:
      '401 says how to authenticate. A view without authentication classes cannot say it, so the status is 403.',
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
      'Express does not notice when a plain function throws undefined. An async function rejects, and Express stops.',
    file: '04-default-permission/views.ts',
    find: 'checkPermissions: RequestHandler = async (',
    replace: 'checkPermissions: RequestHandler = (',
    caughtBy: {
      'lets no request pass when a permission class throws undefined': 200,
    },
  },
  {
    name: 'takes an empty list for false',
    misconception: 'In JavaScript, an empty list is truthy. Compare its `length` with 0.',
    file: '04-default-permission/views.ts',
    find: 'request.authenticators.length > 0',
    replace: 'request.authenticators',
    caughtBy: {
      'answers 403 to an anonymous client when the view has no authentication class': 403,
    },
  },
]
