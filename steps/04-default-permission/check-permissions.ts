import type { RequestHandler } from 'express'
import type { PermissionClass } from './base-permission.ts'
import { permissionDenied } from './permission-denied.ts'

/** Lets a request pass that every class allows; whatever is not `true` is a refusal. */
export function checkPermissions(permissionClasses: PermissionClass[]): RequestHandler {
  // async: Express takes `throw undefined` out of a plain function for no error, and goes on.
  return async (request, _response, next) => {
    // TODO: call permissionDenied unless every class answers true.
    next()
  }
}
