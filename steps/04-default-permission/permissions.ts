import type { Request } from 'express'
import { todo } from '#shared/todo.ts'

/**
 * A rule on who may do what. Both methods answer at once: a promise is no answer.
 *
 * https://www.django-rest-framework.org/api-guide/permissions/#custom-permissions
 */
export abstract class BasePermission {
  /** What a refused user is told, if it is not the standard sentence. */
  readonly message?: string

  /** May this request be answered by the view at all? */
  hasPermission(_request: Request): boolean {
    return true
  }

  /** May this request touch this object? Asked by checkObjectPermissions, of single objects only. */
  hasObjectPermission(_request: Request, _object: unknown): boolean {
    return true
  }
}

/** A permission class, as views list them. */
export type PermissionClass = new () => BasePermission

/** Allows access only to authenticated users. */
export class IsAuthenticated extends BasePermission {
  override hasPermission(request: Request): boolean {
    return todo('allow authenticated users')
  }
}
