import type { Request } from 'express'
import { BasePermission } from '../04-default-permission/base-permission.ts'

/** Allows staff. */
export class IsAdminUser extends BasePermission {
  override hasPermission(request: Request): boolean {
    return request.user.isStaff
  }
}
