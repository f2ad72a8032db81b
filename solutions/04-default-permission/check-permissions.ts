import type { RequestHandler } from 'express'
import type { PermissionClass } from './base-permission.ts'
import { permissionDenied } from './permission-denied.ts'

/** Lets a request pass that every class allows; whatever is not `true` is a refusal. */
export function checkPermissions(permissionClasses: PermissionClass[]): RequestHandler {
  // async: Express takes `throw undefined` out of a plain function for no error, and goes on.
  return async (request, _response, next) => {
    for (const Permission of permissionClasses) {
      const permission = new Permission()
      if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)
    }
    next()
  }
}
