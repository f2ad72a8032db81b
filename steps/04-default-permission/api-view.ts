import type { RequestHandler } from 'express'
import { performContentNegotiation } from '#shared/http/content-negotiation.ts'
import { allowedMethods, dispatch, type Handlers } from '#shared/http/dispatch.ts'
import type { AuthenticationClass } from '../03-login/base-authentication.ts'
import { DEFAULT_AUTHENTICATION_CLASSES } from '../03-login/default-authentication-classes.ts'
import { performAuthentication } from '../03-login/perform-authentication.ts'
import type { PermissionClass } from './base-permission.ts'
import { checkPermissions } from './check-permissions.ts'
import { DEFAULT_PERMISSION_CLASSES } from './default-permission-classes.ts'

/** What makes a view: its policy, and what it does for each method. */
export interface View extends Handlers {
  name: string
  authenticationClasses?: AuthenticationClass[]
  permissionClasses?: PermissionClass[]
}

/**
 * A view as Express middleware, in the order in which DRF works.
 *
 * A view's own list of classes replaces the default; it is not added to it.
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
    request.permissionClasses = permissionClasses
    next()
  }
  return [
    initialize,
    performContentNegotiation, // 406
    performAuthentication(authenticationClasses), // who are you? 401
    checkPermissions(permissionClasses), // may you? 401, 403
    dispatch(name, handlers), // do it: 405, then the handler's 404, 403, 415 and 400
  ]
}
