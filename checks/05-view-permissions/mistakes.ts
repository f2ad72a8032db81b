import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'leaves the open view to the default',
    misconception: 'A view without a list of its own has the default, which is closed.',
    file: '05-view-permissions/views.ts',
    find: '{ ...demo, permissionClasses: [AllowAny] }',
    replace: '{ ...demo }',
    caughtBy: {
      'AllowAny: lets somebody without a token read': 401,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'adds AllowAny to the default',
    misconception: 'All classes of a list have to agree: AllowAny beside another opens nothing.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [AllowAny]',
    replace: 'permissionClasses: [IsAuthenticated, AllowAny]',
    caughtBy: {
      'AllowAny: lets somebody without a token read': 401,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'opens the view by leaving out authentication',
    misconception:
      'Authentication and permission are two questions: an open view still has to know the user.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [AllowAny]',
    replace: 'permissionClasses: [AllowAny], authenticationClasses: []',
    caughtBy: {
      'AllowAny: still recognises the user whose token is sent': 200,
      'follows the policy of /api/demo/allow-any/': 200,
    },
  },
  {
    name: 'has AllowAny allow reading alone',
    misconception: 'AllowAny makes no difference between methods.',
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
    name: 'has AllowAny allow users alone',
    misconception: 'AllowAny allows everybody, also those who are not known.',
    file: '05-view-permissions/permissions.ts',
    find: `hasPermission(): boolean {
    return true`,
    replace: `hasPermission(request: Request): boolean {
    return request.user.isAuthenticated`,
    caughtBy: {
      'AllowAny: lets somebody without a token read': 401,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'leaves AllowAny empty, refusing all',
    misconception: 'AllowAny answers true; the name is the rule.',
    file: '05-view-permissions/permissions.ts',
    find: 'return true',
    replace: 'return false',
    caughtBy: {
      'AllowAny: lets somebody without a token read': 401,
      'AllowAny: still recognises the user whose token is sent': 403,
      'follows the policy of /api/demo/allow-any/': 401,
    },
  },
  {
    name: 'opens the view for users',
    misconception: 'The view that is named after IsAuthenticated is for those who are known.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [IsAuthenticated]',
    replace: 'permissionClasses: [AllowAny]',
    caughtBy: {
      'follows the policy of /api/demo/authenticated/': 200,
    },
  },
  {
    name: 'asks for staff where users may',
    misconception: 'To be authenticated is to be known, not to be staff.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [IsAuthenticated]',
    replace: 'permissionClasses: [IsAdminUser]',
    caughtBy: {
      'follows the policy of /api/demo/authenticated/': 403,
    },
  },
  {
    name: 'lets users read, not write',
    misconception: 'IsAuthenticated makes no difference between methods.',
    file: '05-view-permissions/views.ts',
    find: '{ ...demo, permissionClasses: [IsAuthenticated] }',
    replace: '{ ...demo, post: undefined, permissionClasses: [IsAuthenticated] }',
    caughtBy: {
      'follows the policy of /api/demo/authenticated/': 405,
    },
  },
  {
    name: 'lets every user be an admin',
    misconception: 'To be known is not to be staff: look at isStaff.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return request.user.isAuthenticated',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user who is only called admin': 200,
      'IsAdminUser: answers 403 from the moment a user is staff no more': 200,
    },
  },
  {
    name: 'lets the user called admin in',
    misconception: 'Any user can register any free name; `isStaff` is a property of the user.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return request.user.username === 'admin'",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 403,
      'IsAdminUser: answers 403 to a user who is only called admin': 200,
    },
  },
  {
    name: 'remembers who was staff',
    misconception:
      'A right that was taken away must be gone at the next request: look it up each time.',
    file: '05-view-permissions/permissions.ts',
    find: `  override hasPermission(request: Request): boolean {
    return request.user.isStaff`,
    replace: `  static readonly known = new Set<number | null>()

  override hasPermission(request: Request): boolean {
    if (request.user.isStaff) IsAdminUser.known.add(request.user.id)
    return IsAdminUser.known.has(request.user.id)`,
    caughtBy: {
      'IsAdminUser: answers 403 from the moment a user is staff no more': 200,
    },
  },
  {
    name: 'asks nobody whether they are staff',
    misconception: 'Every user has the property, the AnonymousUser too; its value is what counts.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return 'isStaff' in request.user",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user who is only called admin': 200,
      'IsAdminUser: answers 403 from the moment a user is staff no more': 200,
    },
  },
  {
    name: 'opens the admin view to everybody who is known',
    misconception: 'The default suffices for users; a view for staff has to say so.',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [IsAdminUser]',
    replace: 'permissionClasses: [IsAuthenticated]',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user who is only called admin': 200,
      'IsAdminUser: answers 403 from the moment a user is staff no more': 200,
    },
  },
  {
    name: 'asks for the wrong staff',
    misconception: '`hasPermission` answers whether the request may pass.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return !request.user.isStaff',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
      'IsAdminUser: answers 403 to a user who is only called admin': 200,
      'IsAdminUser: answers 403 from the moment a user is staff no more': 200,
    },
  },
  {
    name: 'answers 401 to everybody who is refused',
    misconception: '401 asks the client to log in; a user who is logged in must get 403.',
    file: '04-default-permission/views.ts',
    find: '  throw new PermissionDenied(message)',
    replace: '  throw new NotAuthenticated()',
    caughtBy: {
      'follows the policy of /api/demo/admin/': 401,
      'IsAdminUser: answers 403 to a user who is only called admin': 401,
      'IsAdminUser: answers 403 from the moment a user is staff no more': 401,
    },
  },
  {
    name: 'says how to authenticate to somebody who did',
    misconception:
      'WWW-Authenticate belongs to a 401: on a 403 it asks for credentials that would not help.',
    file: '04-default-permission/views.ts',
    find: `  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    replace: `  request.res?.set('WWW-Authenticate', 'Token')
  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    caughtBy: {
      'follows the policy of /api/demo/admin/': 403,
      'IsAdminUser: answers 403 to a user who is only called admin': 403,
      'IsAdminUser: answers 403 from the moment a user is staff no more': 403,
    },
  },
  {
    name: 'forgets HEAD',
    misconception: 'HEAD is a GET without the body, and as safe.',
    file: '05-view-permissions/permissions.ts',
    find: "['GET', 'HEAD', 'OPTIONS']",
    replace: "['GET', 'OPTIONS']",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'forgets OPTIONS',
    misconception: 'OPTIONS changes nothing: it tells what the view can do.',
    file: '05-view-permissions/permissions.ts',
    find: "['GET', 'HEAD', 'OPTIONS']",
    replace: "['GET', 'HEAD']",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'counts POST among the safe methods',
    misconception: 'A safe method changes nothing; POST is how things are made.',
    file: '05-view-permissions/permissions.ts',
    find: "['GET', 'HEAD', 'OPTIONS']",
    replace: "['GET', 'HEAD', 'OPTIONS', 'POST']",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 200,
      'takes the method from the request line alone': 200,
    },
  },
  {
    name: 'lists the unsafe methods',
    misconception: 'A list of what is unsafe forgets something; list what is safe.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "request.method !== 'POST'",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 405,
    },
  },
  {
    name: 'counts DELETE among the safe methods',
    misconception: 'A safe method changes nothing; DELETE takes something away.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "(request.method === 'DELETE' || SAFE_METHODS.includes(request.method))",
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 405,
    },
  },
  {
    name: 'compares the method in small letters',
    misconception: 'Methods are written in capitals, and have a case (RFC 9110, 9.1).',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: 'SAFE_METHODS.includes(request.method.toLowerCase())',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'lets everybody read and nobody write',
    misconception: 'Read-only is meant for those who are not known; users may write.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method) || request.user.isAuthenticated',
    replace: 'SAFE_METHODS.includes(request.method)',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 403,
    },
  },
  {
    name: 'asks for both instead of one',
    misconception: 'One of the two reasons suffices: a safe method, or a user who is known.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method) || request',
    replace: 'SAFE_METHODS.includes(request.method) && request',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'asks only who it is',
    misconception: 'That would be IsAuthenticated: reading is open to everybody here.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method) || request.user.isAuthenticated',
    replace: 'request.user.isAuthenticated',
    caughtBy: {
      'follows the policy of /api/demo/read-only/': 401,
    },
  },
  {
    name: 'believes a header that names another method',
    misconception:
      'Method overrides are for the router in front; a permission that believes them can be talked round.',
    file: '05-view-permissions/permissions.ts',
    find: 'includes(request.method)',
    replace: "includes(request.get('X-HTTP-Method-Override') ?? request.method)",
    caughtBy: {
      'takes the method from the request line alone': 200,
    },
  },
  {
    name: 'believes a query that names another method',
    misconception: 'The client writes the URL: what it says of the method proves nothing.',
    file: '05-view-permissions/permissions.ts',
    find: 'includes(request.method)',
    replace: 'includes(String(request.query._method ?? request.method))',
    caughtBy: {
      'takes the method from the request line alone': 200,
    },
  },
  {
    name: 'lets users ask the head of the staff view',
    misconception: 'HEAD is GET without the body: it tells that the thing is there, and how large.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace:
      "return request.user.isStaff || (request.method === 'HEAD' && request.user.isAuthenticated)",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
    },
  },
  {
    name: 'lets users write to the staff view',
    misconception: 'Staff only means every method.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace:
      "return request.user.isStaff || (request.method === 'POST' && request.user.isAuthenticated)",
    caughtBy: {
      'follows the policy of /api/demo/admin/': 200,
    },
  },
  {
    name: 'takes a user called admin for staff',
    misconception: 'Everybody chooses their own name: it says nothing about rights.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return request.user.isStaff || request.user.username === 'admin'",
    caughtBy: {
      'IsAdminUser: answers 403 to a user who is only called admin': 200,
    },
  },
  {
    name: 'lets in who asks for localhost',
    misconception: 'The client writes the header Host as it writes any other.',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: "return request.user.isStaff || request.hostname === 'localhost'",
    caughtBy: {},
    exam: true,
  },
  {
    name: 'lists all methods that write today',
    misconception:
      'HTTP has more methods than anybody lists, and Node takes them: list what is safe.',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: "!['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)",
    caughtBy: {},
    exam: true,
  },
]
