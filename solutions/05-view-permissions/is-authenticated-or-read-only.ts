import type { Request } from 'express'
import { BasePermission } from '../04-default-permission/base-permission.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Allows everybody to read, and everybody who has been recognised to write. */
export class IsAuthenticatedOrReadOnly extends BasePermission {
  override hasPermission(request: Request): boolean {
    return SAFE_METHODS.includes(request.method) || request.user.isAuthenticated
  }
}
