import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'asks whether somebody is nobody',
    file: '04-default-permission/permissions.ts',
    find: 'return request.user.isAuthenticated',
    replace: 'return request.user.id !== null',
  },
  {
    name: 'writes the rule as an arrow function',
    file: '04-default-permission/permissions.ts',
    find: `override hasPermission(request: Request): boolean {
    return request.user.isAuthenticated
  }`,
    replace: 'override hasPermission = (request: Request): boolean => request.user.isAuthenticated',
  },
  {
    name: 'looks for the first class that refuses',
    buys: 'The idea of the loop has a name, `find`, and the refusal is one line. It makes an instance of every class first, also of those that are never asked.',
    file: '04-default-permission/views.ts',
    find: `  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)
  }`,
    replace: `  const refusing = request.permissionClasses
    .map((Permission) => new Permission())
    .find((permission) => permission.hasPermission(request) !== true)
  if (refusing) permissionDenied(request, refusing.message)`,
  },
  {
    name: 'hands the refusal to next',
    buys: 'The refusal arrives in Express 4, too, which does not hand on what an async function throws. Express 5 does, so `throw` is enough.',
    file: '04-default-permission/views.ts',
    find: 'if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)',
    replace: `if (permission.hasPermission(request) === true) continue
      try {
        permissionDenied(request, permission.message)
      } catch (error) {
        return next(error)
      }`,
  },
  {
    name: 'looks at the user first',
    file: '04-default-permission/views.ts',
    find: `  const askedWho = request.authenticators.length > 0
  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
  throw new PermissionDenied(message)`,
    replace: `  if (request.user.isAuthenticated || request.authenticators.length === 0) {
    throw new PermissionDenied(message)
  }
  throw new NotAuthenticated()`,
  },
]
