import type { Request } from 'express'

/**
 * A rule on who can do what. Neither method can be async: a promise is not an answer.
 *
 * https://www.django-rest-framework.org/api-guide/permissions/#custom-permissions
 */
export abstract class BasePermission {
  /** The message for a refused user, if it is not DRF's default. */
  readonly message?: string

  /** Whether the view can handle this request. */
  hasPermission(_request: Request): boolean {
    return true
  }

  /** Whether this request can use this object. checkObjectPermissions calls it for one object. */
  hasObjectPermission(_request: Request, _object: unknown): boolean {
    return true
  }
}

/** A permission class, as views list them. */
export type PermissionClass = new () => BasePermission

/** Allows access only to authenticated users. */
export class IsAuthenticated extends BasePermission {
  override hasPermission(request: Request): boolean {
    return request.user.isAuthenticated
  }
}
