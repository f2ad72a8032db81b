import type { Request, RequestHandler } from 'express'
import { NotAuthenticated, PermissionDenied } from '#shared/exceptions.ts'
import { performContentNegotiation } from '#shared/http/content-negotiation.ts'
import { allowedMethods, dispatch, type Handlers } from '#shared/http/dispatch.ts'
import { type AuthenticationClass, performAuthentication } from '../03-login/authentication.ts'
import { DEFAULT_AUTHENTICATION_CLASSES } from '../03-login/settings.ts'
import type { PermissionClass } from './permissions.ts'
import { DEFAULT_PERMISSION_CLASSES } from './settings.ts'

/** A view: its policy, and its handler for each method. */
export interface View extends Handlers {
  name: string
  authenticationClasses?: AuthenticationClass[]
  permissionClasses?: PermissionClass[]
}

/**
 * A view as a list of Express middleware. Each one passes the request on, or throws to refuse it.
 *
 * A view's own list of classes replaces the default. It is not added to it.
 * https://www.django-rest-framework.org/api-guide/views/
 */
export function apiView({
  name,
  authenticationClasses = DEFAULT_AUTHENTICATION_CLASSES,
  permissionClasses = DEFAULT_PERMISSION_CLASSES,
  ...handlers
}: View): RequestHandler[] {
  const allow = allowedMethods(handlers).join(', ')
  const initialize: RequestHandler = (request, response, next) => {
    response.setHeader('Allow', allow)
    request.authenticators = authenticationClasses.map((Authentication) => new Authentication())
    request.permissionClasses = permissionClasses
    next()
  }
  return [
    initialize,
    performContentNegotiation, // 406
    performAuthentication, // who are you? 401
    checkPermissions, // may you? 401, 403
    dispatch(name, handlers), // do it: 405, then the handler's 404, 403, 415 and 400
  ]
}

/** Allows a request if every permission class of the view allows it. */
// async: if a plain function throws undefined, Express sees no error, and continues.
export const checkPermissions: RequestHandler = async (request, _response, next) => {
  // Only true allows: the promise of an async method is truthy, and would allow every request.
  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)
  }
  next()
}

/** Refuses a request: with 401 if the client could still authenticate, otherwise with 403. */
export function permissionDenied(request: Request, message?: string): never {
  const askedWho = request.authenticators.length > 0
  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
  throw new PermissionDenied(message)
}
