import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'checks whether the user has an id',
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
    buys: 'The name `find` says what the loop does, and the refusal is one line. It creates an instance of every class first, including those that are never called.',
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
    name: 'passes the refusal to next',
    buys: 'It also works in Express 4, which does not catch what an async function throws. Express 5 does, so `throw` is enough.',
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
    name: 'checks the user first',
    file: '04-default-permission/views.ts',
    find: `  const askedWho = request.authenticators.length > 0
  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
  throw new PermissionDenied(message)`,
    replace: `  if (request.user.isAuthenticated || request.authenticators.length === 0) {
    throw new PermissionDenied(message)
  }
  throw new NotAuthenticated()`,
  },
  {
    name: 'copies the lists of classes for each request',
    file: '04-default-permission/views.ts',
    find: '    request.permissionClasses = permissionClasses',
    replace: '    request.permissionClasses = [...permissionClasses]',
  },
]
