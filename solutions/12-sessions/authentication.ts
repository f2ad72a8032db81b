import type { Request } from 'express'
import type { User } from '#shared/auth/user.ts'
import { PermissionDenied } from '#shared/exceptions.ts'
import { type SessionStore, sessionOf } from '#shared/sessions/session-store.ts'
import { BaseAuthentication } from '../03-login/authentication.ts'
import { getUser } from './auth.ts'
import { csrfFailure } from './csrf.ts'

/**
 * Authenticates a user by the session of the browser.
 *
 * A browser also sends its cookie when another site causes the request, so every request that
 * changes something needs a CSRF token too. The class names no scheme for a 401, so if it comes
 * first in a view, an anonymous request gets 403.
 * https://www.django-rest-framework.org/api-guide/authentication/#sessionauthentication
 */
export class SessionAuthentication extends BaseAuthentication {
  override async authenticate(request: Request): Promise<[User, SessionStore] | null> {
    const user = await getUser(request)
    if (!user?.isActive) return null
    await this.enforceCsrf(request)
    return [user, await sessionOf(request)]
  }

  /** Refuses what a page of another site can have sent. */
  async enforceCsrf(request: Request): Promise<void> {
    const reason = await csrfFailure(request)
    if (reason) throw new PermissionDenied(`CSRF Failed: ${reason}`)
  }
}
