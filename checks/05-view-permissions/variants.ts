import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'compares with true',
    file: '05-view-permissions/permissions.ts',
    find: 'return request.user.isStaff',
    replace: 'return request.user.isStaff === true',
  },
  {
    name: 'asks whether the user is known, too',
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
    name: 'writes the methods out in a switch',
    buys: 'Each method has a line, so a comment or another rule fits beside it. The list is shorter, and can be used again.',
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
    name: 'asks another permission class',
    buys: 'The rule for users is written once: when `IsAuthenticated` changes, this class follows. You have to look into two files to read it.',
    file: '05-view-permissions/permissions.ts',
    imports: "import { IsAuthenticated } from '../04-default-permission/permissions.ts'",
    find: '|| request.user.isAuthenticated',
    replace: '|| new IsAuthenticated().hasPermission(request)',
  },
  {
    name: 'opens the view by an empty list',
    file: '05-view-permissions/views.ts',
    find: 'permissionClasses: [AllowAny]',
    replace: 'permissionClasses: []',
  },
]
