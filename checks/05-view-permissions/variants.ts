import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'compares with true',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return request.user.isStaff === true',
  },
  {
    name: 'also checks whether the user is authenticated',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return request.user.isAuthenticated && request.user.isStaff',
  },
  {
    name: 'uses a set',
    file: '05-view-permissions/permissions.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: 'new Set(SAFE_METHODS).has(request.method)',
  },
  {
    name: 'lists the methods in a switch',
    buys: 'Each method has its own line, so you can add a comment or another rule to it. The list is shorter and reusable.',
    file: '05-view-permissions/permissions.ts',
    find: 'return SAFE_METHODS.includes(request.method) || request.user.isAuthenticated',
    replace: `switch (request.method) {
      case 'GET':
      case 'HEAD':
      case 'OPTIONS':
        return true
      default:
        return request.user.isAuthenticated
    }`,
  },
  {
    name: 'calls another permission class',
    buys: 'The rule for users is written once: when `IsAuthenticated` changes, this class follows. To read it, you have to open two files.',
    file: '05-view-permissions/permissions.ts',
    imports: "import { IsAuthenticated } from '../04-default-permission/permissions.ts'",
    find: '|| request.user.isAuthenticated',
    replace: '|| new IsAuthenticated().hasPermission(request)',
  },
  {
    name: 'opens the view with an empty list',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [AllowAny]',
    replace: 'permissionClasses: []',
  },
]
