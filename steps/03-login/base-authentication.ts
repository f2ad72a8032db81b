import type { Request } from 'express'
import type { User } from '#shared/auth/user.ts'

/**
 * A way to find out who asks.
 *
 * https://www.django-rest-framework.org/api-guide/authentication/#custom-authentication
 */
export abstract class BaseAuthentication {
  /**
   * Tells who asks and what said so, or null when the request does not try.
   *
   * @throws AuthenticationFailed when it tries and is wrong
   */
  abstract authenticate(request: Request): Promise<[user: User, auth: { key: string }] | null>

  /** The value of `WWW-Authenticate` for a 401; without one the answer is 403. */
  authenticateHeader(_request: Request): string | undefined {
    return undefined
  }
}

/** An authentication class, as views list them. */
export type AuthenticationClass = new () => BaseAuthentication
