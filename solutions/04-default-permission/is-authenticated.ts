import type { Request } from 'express'
import { BasePermission } from './base-permission.ts'

/** Allows everybody who has been recognised. */
export class IsAuthenticated extends BasePermission {
  override hasPermission(request: Request): boolean {
    return request.user.isAuthenticated
  }
}
