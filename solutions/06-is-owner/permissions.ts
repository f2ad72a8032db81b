import type { Request } from 'express'
import { BasePermission } from '../04-default-permission/permissions.ts'

/** Allows only the owner of an object to act on it. */
export class IsOwner extends BasePermission {
  override hasObjectPermission(request: Request, task: { ownerId: number }): boolean {
    return task.ownerId === request.user.id
  }
}
