import type { Request } from 'express'
import { AnonymousUser } from '../auth/anonymous-user.ts'
import type { User } from '../auth/user.ts'
import { requestData } from './request-data.ts'

/** An authentication class of the view, instantiated. */
export interface Authenticator {
  /** Returns the user and the token, or null if the request has no credentials for this class. */
  authenticate(request: Request): Promise<[user: User, auth: { key: string }] | null>
  /** The value of `WWW-Authenticate` for a 401. Without it, the status is 403. */
  authenticateHeader(request: Request): string | undefined
}

/** A permission class, as the request needs it. */
export interface PermissionClass {
  new (): {
    message?: string
    hasPermission(request: Request): boolean
    hasObjectPermission(request: Request, object: never): boolean
  }
}

/** A throttle class of the view, instantiated. */
export interface Throttle {
  /** Whether the request is allowed. If `counts` is true, an allowed request is counted. */
  allowRequest(request: Request, counts: boolean): Promise<boolean>
  /** In how many seconds the next request is allowed. */
  wait(): number
}

declare global {
  namespace Express {
    /** https://www.django-rest-framework.org/api-guide/requests/ */
    interface Request {
      /** The user who sent the request. */
      user: User | AnonymousUser
      /** The token that authenticated the user, or null for an anonymous request. */
      auth: { readonly key: string } | null
      /** The view's authentication classes, instantiated. */
      authenticators: Authenticator[]
      /** The view's permission classes. */
      permissionClasses: PermissionClass[]
      /** The view's throttle classes, instantiated. */
      throttles: Throttle[]
      /** The name of the view's own rate. */
      throttleScope: string | undefined
      /** Whether the request counts, if it is allowed. */
      isCounted: boolean
      /**
       * Reads the body: an object, a QueryDict for a form, or any other JSON value.
       *
       * @throws ParseError, UnsupportedMediaType, RequestDataTooBig
       */
      data(): Promise<unknown>
    }
  }
}

/**
 * Gives every request its defaults: an anonymous user, and no permission classes.
 *
 * @param prototype of the app's requests; set once, it takes no time for each request
 */
export function initializeRequests(prototype: Request): void {
  prototype.user = Object.freeze(new AnonymousUser())
  prototype.auth = null
  prototype.authenticators = []
  prototype.permissionClasses = []
  prototype.throttles = []
  prototype.throttleScope = undefined
  prototype.isCounted = false
  prototype.data = function data() {
    return requestData(this)
  }
}
