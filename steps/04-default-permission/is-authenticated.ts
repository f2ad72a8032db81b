import type { Request } from 'express'
import { todo } from '#shared/todo.ts'
import { BasePermission } from './base-permission.ts'

/** Allows everybody who has been recognised. */
export class IsAuthenticated extends BasePermission {
  override hasPermission(request: Request): boolean {
    return todo('allow everybody who has been recognised')
  }
}
