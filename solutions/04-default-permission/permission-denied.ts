import type { Request } from 'express'
import { NotAuthenticated, PermissionDenied } from '#shared/exceptions.ts'

/** Refuses a request: 401 if it could still say who asks, 403 if that is known. */
export function permissionDenied(request: Request, message?: string): never {
  const askedWho = request.authenticators.length > 0
  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
  throw new PermissionDenied(message)
}
