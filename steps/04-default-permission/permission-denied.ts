import type { Request } from 'express'
import { NotAuthenticated, PermissionDenied } from '#shared/exceptions.ts'
import { todo } from '#shared/todo.ts'

/** Refuses a request: 401 if it could still say who asks, 403 if that is known. */
export function permissionDenied(request: Request, message?: string): never {
  todo('refuse with 401 whoever could still say who they are, everybody else with 403')
}
