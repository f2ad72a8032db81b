import type { Request } from 'express'
import { BasePermission } from '../04-default-permission/permissions.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Allows every request, authenticated or anonymous. */
export class AllowAny extends BasePermission {
  override hasPermission(): boolean {
    return true
  }
}

/** Allows access only to staff. */
export class IsAdminUser extends BasePermission {
  override hasPermission(request: Request): boolean {
    return request.user.isStaff
  }
}

/** Allows every client to read, and only authenticated users to write. */
export class IsAuthenticatedOrReadOnly extends BasePermission {
  override hasPermission(request: Request): boolean {
    return SAFE_METHODS.includes(request.method) || request.user.isAuthenticated
  }
}
