import type { Request } from 'express'
import { todo } from '#shared/todo.ts'
import { BasePermission } from '../04-default-permission/permissions.ts'

/** Allows only the owner of an object to act on it. */
export class IsOwner extends BasePermission {
  override hasObjectPermission(request: Request, task: { ownerId: number }): boolean {
    return todo('allow only the owner of the task')
  }
}
