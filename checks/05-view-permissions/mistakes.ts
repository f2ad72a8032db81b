import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'leaves the open view to the default',
    misconception: 'A view without its own list uses the default, which is closed.',
    file: '05-view-permissions/views.ts',
    find: '{ ...demo, permissionClasses: [AllowAny] }',
    replace: '{ ...demo }',
    caughtBy: {
      'AllowAny: lets an anonymous client read': 401,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'adds AllowAny to the default',
    misconception:
      'All classes in a list have to allow the request. AllowAny next to another class opens nothing.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [AllowAny]',
    replace: 'permissionClasses: [IsAuthenticated, AllowAny]',
    caughtBy: {
      'AllowAny: lets an anonymous client read': 401,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'opens the view by leaving out authentication',
    misconception:
      'Authentication and permission are separate. An open view still needs to know the user.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [AllowAny]',
    replace: 'permissionClasses: [AllowAny], authenticationClasses: []',
    caughtBy: {
      'AllowAny: still authenticates the user whose token is sent': 200,
      'follows the policy of /api/demo/allow-any/': 200,
    },
  },
  {
    name: 'allows only GET in AllowAny',
    misconception: 'AllowAny treats all methods alike.',
    file: '05-view-permissions/permissions.ts',
    find: `hasPermission(): boolean {
    return true`,
    replace: `hasPermission(request: Request): boolean {
    return request.method === 'GET'`,
    caughtBy: {
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'allows only authenticated users in AllowAny',
    misconception: 'AllowAny allows every request, anonymous ones included.',
    file: '05-view-permissions/permissions.ts',
    find: `hasPermission(): boolean {
    return true`,
    replace: `hasPermission(request: Request): boolean {
    return request.user.isAuthenticated`,
    caughtBy: {
      'AllowAny: lets an anonymous client read': 401,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'refuses every request in AllowAny',
    misconception: 'AllowAny returns true for every request.',
    file: '05-view-permissions/permissions.ts',
    find: 'return true',
    replace: 'return false',
    caughtBy: {
      'AllowAny: lets an anonymous client read': 401,
      'AllowAny: still authenticates the user whose token is sent': 403,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'opens the view for authenticated users to everyone',
    misconception: 'This view is for authenticated users only.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [IsAuthenticated]',
    replace: 'permissionClasses: [AllowAny]',
    caughtBy: {
      'follows the policy of /api/demo/authenticated/': 200,
    },
  },
  {
    name: 'requires staff where any user is allowed',
    misconception: 'An authenticated user does not have to be staff.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [IsAuthenticated]',
    replace: 'permissionClasses: [IsAdminUser]',
    caughtBy: {
      'follows the policy of /api/demo/authenticated/': 403,
    },
  },
  {
    name: 'lets users read but not write',
    misconception: 'IsAuthenticated treats all methods alike.',
    file: '05-view-permissions/views.ts',
    find: '{ ...demo, permissionClasses: [IsAuthenticated] }',
    replace: '{ ...demo, post: undefined, permissionClasses: [IsAuthenticated] }',
    caughtBy: {
      'follows the policy of /api/demo/authenticated/': 405,
    },
  },
  {
    name: 'allows every authenticated user in IsAdminUser',
    misconception: 'An authenticated user is not necessarily staff. Check `isStaff`.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return request.user.isAuthenticated',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 200,
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 200,
    },
  },
  {
    name: 'allows only the user named admin',
    misconception: 'Anyone can register any free name. Check `isStaff`.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return request.user.username === 'admin'",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 403,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 200,
    },
  },
  {
    name: 'remembers who was staff',
    misconception:
      'When a user is no longer staff, the next request must be refused. Check `isStaff` at every request.',
    file: '05-view-permissions/permissions.ts',
    find: `  override hasPermission(request: Request): boolean {
    return request.user.isStaff`,
    replace: `  static readonly known = new Set<number | null>()

  override hasPermission(request: Request): boolean {
    if (request.user.isStaff) IsAdminUser.known.add(request.user.id)
    return IsAdminUser.known.has(request.user.id)`,
    caughtBy: {
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 200,
    },
  },
  {
    name: 'checks only whether isStaff exists',
    misconception: 'Every user has the property, including the AnonymousUser. Check its value.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return 'isStaff' in request.user",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 200,
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 200,
    },
  },
  {
    name: 'opens the admin view to every authenticated user',
    misconception:
      'The default allows every authenticated user. A view for staff needs its own list.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [IsAdminUser]',
    replace: 'permissionClasses: [IsAuthenticated]',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 200,
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 200,
    },
  },
  {
    name: 'inverts the staff condition',
    misconception: '`hasPermission` returns whether the request is allowed.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return !request.user.isStaff',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 200,
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 200,
    },
  },
  {
    name: 'answers 401 to every refused request',
    misconception: '401 asks the client to log in. A user who is logged in must get 403.',
    file: '04-default-permission/views.ts',
    find: '  throw new PermissionDenied(message)',
    replace: '  throw new NotAuthenticated()',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 401,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 401,
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 401,
    },
  },
  {
    name: 'sends WWW-Authenticate with a 403',
    misconception:
      'WWW-Authenticate belongs to a 401. With a 403, it asks for credentials that would not help.',
    file: '04-default-permission/views.ts',
    find: `  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    replace: `  request.res?.set('WWW-Authenticate', 'Token')
  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    caughtBy: {
      'follows the policy of /api/demo/admin/': 403,
      'IsAdminUser: answers 403 to a user named admin who is not staff': 403,
      'IsAdminUser: answers 403 as soon as a user is no longer staff': 403,
    },
  },
  {
    name: 'forgets HEAD',
    misconception: 'HEAD is GET without the body, and just as safe.',
    file: '05-view-permissions/permissions.ts',
    find: "['GET', 'HEAD', 'OPTIONS']",
    replace: "['GET', 'OPTIONS']",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'forgets OPTIONS',
    misconception: 'OPTIONS changes nothing. It describes what the view can do.',
    file: '05-view-permissions/permissions.ts',
    find: "['GET', 'HEAD', 'OPTIONS']",
    replace: "['GET', 'HEAD']",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'counts POST among the safe methods',
    misconception: 'A safe method changes nothing. POST creates things.',
    file: '05-view-permissions/permissions.ts',
    find: "['GET', 'HEAD', 'OPTIONS']",
    replace: "['GET', 'HEAD', 'OPTIONS', 'POST']",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 200,
      'reads the method only from the request line': 200,
    },
  },
  {
    name: 'lists the unsafe methods',
    misconception: 'A list of unsafe methods is never complete. List the safe methods.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "request.method !== 'POST'",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 405,
    },
  },
  {
    name: 'counts DELETE among the safe methods',
    misconception: 'A safe method changes nothing. DELETE removes something.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "(request.method === 'DELETE' || SAFE_METHODS.includes(request.method))",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 405,
    },
  },
  {
    name: 'compares the method in lower case',
    misconception: 'Method names are case-sensitive, and these are in upper case (RFC 9110, 9.1).',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: 'SAFE_METHODS.includes(request.method.toLowerCase())',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'refuses every write',
    misconception: 'Read-only applies to anonymous clients. Authenticated users can write.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method) || request.user.isAuthenticated',
    replace: 'SAFE_METHODS.includes(request.method)',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 403,
    },
  },
  {
    name: 'asks for both instead of one',
    misconception: 'One of the two conditions is enough: a safe method, or an authenticated user.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method) || request',
    replace: 'SAFE_METHODS.includes(request.method) && request',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'requires authentication for reading',
    misconception: 'That would be IsAuthenticated. Here, any client can read.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method) || request.user.isAuthenticated',
    replace: 'request.user.isAuthenticated',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'trusts a header that names another method',
    misconception:
      'Any client can send a method override header. A permission that trusts it can be bypassed.',
    file: '05-view-permissions/permissions.ts',
    find: 'includes(request.method)',
    replace: "includes(request.get('X-HTTP-Method-Override') ?? request.method)",
    caughtBy: {
      'reads the method only from the request line': 200,
    },
  },
  {
    name: 'trusts a query that names another method',
    misconception: 'The client writes the URL. Trust only `request.method`.',
    file: '05-view-permissions/permissions.ts',
    find: 'includes(request.method)',
    replace: 'includes(String(request.query._method ?? request.method))',
    caughtBy: {
      'reads the method only from the request line': 200,
    },
  },
  {
    name: 'allows HEAD on the staff view for every user',
    misconception:
      'HEAD is GET without the body. It reveals that something exists, and how large it is.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace:
      "return request.user.isStaff || (request.method === 'HEAD' && request.user.isAuthenticated)",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
    },
  },
  {
    name: 'allows POST on the staff view for every user',
    misconception: '"Staff only" applies to every method.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace:
      "return request.user.isStaff || (request.method === 'POST' && request.user.isAuthenticated)",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
    },
  },
  {
    name: 'treats a user named admin as staff',
    misconception: 'Users choose their own names. A name grants no permission.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return request.user.isStaff || request.user.username === 'admin'",
    caughtBy: {
      'IsAdminUser: answers 403 to a user named admin who is not staff': 200,
    },
  },
  {
    name: 'looks for the method with in',
    misconception:
      'In JavaScript, `in` looks for an index of a list. Use `SAFE_METHODS.includes(…)` for an element.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: 'request.method in SAFE_METHODS',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'allows every request to localhost',
    misconception: 'The client sets the Host header like any other header.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return request.user.isStaff || request.hostname === 'localhost'",
    caughtBy: {},
    exam: true,
  },
  {
    name: 'lists the common unsafe methods',
    misconception:
      'HTTP has more methods than these, and Node accepts them. List the safe methods.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "!['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)",
    caughtBy: {},
    exam: true,
  },
  {
    name: 'takes a request without a length for a read',
    misconception:
      'A body in chunks has no `Content-Length`. Only the method tells a read from a write.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "SAFE_METHODS.includes(request.method) || !request.headers['content-length']",
    caughtBy: {},
    exam: true,
  },
]
