import type { Request } from 'express'
import { permissionDenied } from '../04-default-permission/permission-denied.ts'

/** Asks every permission class of the view whether this request may touch this object. */
export function checkObjectPermissions(request: Request, object: object): void {
  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    if (permission.hasObjectPermission(request, object as never) !== true) {
      permissionDenied(request, permission.message)
    }
  }
}
