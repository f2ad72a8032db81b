import type { Request } from 'express'
import type { User } from '#shared/auth/user.ts'
import { PermissionDenied } from '#shared/exceptions.ts'
import { type SessionStore, sessionOf } from '#shared/sessions/session-store.ts'
import { todo } from '#shared/todo.ts'
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
    // TODO: return the active user of the session, if the request is not forged.
    return null
  }

  /** Refuses what a page of another site can have sent. */
  async enforceCsrf(request: Request): Promise<void> {
    todo('refuse the request if csrfFailure returns a reason')
  }
}
