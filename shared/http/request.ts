import type { Request } from 'express'
import { AnonymousUser } from '../auth/anonymous-user.ts'
import type { User } from '../auth/user.ts'
import { requestData } from './request-data.ts'

/** An authentication class of the view, instantiated. */
export interface Authenticator {
  /** Answers with the user and what proved it, or with null when the request does not try. */
  authenticate(request: Request): Promise<[user: User, auth: { key: string }] | null>
  /** The value of `WWW-Authenticate` for a 401; without one the answer is 403. */
  authenticateHeader(request: Request): string | undefined
}

/** A permission class, as far as a request carries it. */
export interface PermissionClass {
  new (): {
    message?: string
    hasPermission(request: Request): boolean
    hasObjectPermission(request: Request, object: never): boolean
  }
}

/** A throttle class of the view, instantiated. */
export interface Throttle {
  /** Tells whether the request may pass; one that counts uses up a place. */
  allowRequest(request: Request, counts: boolean): Promise<boolean>
  /** In how many seconds the next may pass. */
  wait(): number
}

declare global {
  namespace Express {
    /** https://www.django-rest-framework.org/api-guide/requests/ */
    interface Request {
      /** Who asks. */
      user: User | AnonymousUser
      /** The token that said so; null when nobody was recognised. */
      auth: { readonly key: string } | null
      /** The view's authentication classes, instantiated. */
      authenticators: Authenticator[]
      /** The view's permission classes. */
      permissionClasses: PermissionClass[]
      /** The view's throttle classes, instantiated. */
      throttles: Throttle[]
      /** Names the rate that is the view's own. */
      throttleScope: string | undefined
      /** The request uses up a place, if it passes. */
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
 * Gives every request its defaults: an anonymous user, and no permission that forbids anything.
 *
 * @param prototype of the app's requests; set once, it costs nothing per request
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
