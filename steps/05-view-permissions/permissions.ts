import type { Request } from 'express'
import { todo } from '#shared/todo.ts'
import { BasePermission } from '../04-default-permission/permissions.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Allows every request, authenticated or anonymous. */
export class AllowAny extends BasePermission {
  override hasPermission(): boolean {
    return todo('allow every request')
  }
}

/** Allows access only to staff. */
export class IsAdminUser extends BasePermission {
  override hasPermission(request: Request): boolean {
    return todo('allow staff')
  }
}

/** Allows every client to read, and only authenticated users to write. */
export class IsAuthenticatedOrReadOnly extends BasePermission {
  override hasPermission(request: Request): boolean {
    return todo('allow every client to read, and authenticated users to write')
  }
}
