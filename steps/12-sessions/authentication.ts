import type { Request } from 'express'
import type { User } from '#shared/auth/user.ts'
import { PermissionDenied } from '#shared/exceptions.ts'
import { type SessionStore, sessionOf } from '#shared/sessions/session-store.ts'
import { todo } from '#shared/todo.ts'
import { BaseAuthentication } from '../03-login/authentication.ts'
import { getUser } from './auth.ts'
import { csrfFailure } from './csrf.ts'

/**
 * Recognises a user by the session of the browser.
 *
 * A browser sends its cookie along whichever page makes it ask, so a cookie alone proves nothing: what
 * changes something must bring the CSRF token as well. It names no header for a 401, so where this
 * class comes first, the answer to an anonymous request is 403.
 * https://www.django-rest-framework.org/api-guide/authentication/#sessionauthentication
 */
export class SessionAuthentication extends BaseAuthentication {
  override async authenticate(request: Request): Promise<[User, SessionStore] | null> {
    // TODO: recognise the active user of the session, if the request may not be forged.
    return null
  }

  /** Refuses what a page of somebody else's may have sent. */
  async enforceCsrf(request: Request): Promise<void> {
    todo('refuse the request when there is a reason to')
  }
}
