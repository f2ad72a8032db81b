import type { Request } from 'express'
import { permissionDenied } from '../04-default-permission/permission-denied.ts'

/** Asks every permission class of the view whether this request may touch this object. */
export function checkObjectPermissions(request: Request, object: object): void {
  // TODO: call permissionDenied unless every class of the view answers true for this object.
}
