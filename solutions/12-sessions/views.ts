import type { Request } from 'express'
import { me } from '#shared/core/me.ts'
import { ValidationError } from '#shared/exceptions.ts'
import { getToken } from '#shared/http/csrf.ts'
import { CharField } from '#shared/serializers/fields.ts'
import { validate } from '#shared/serializers/serializer.ts'
import { authenticate } from '../03-login/backends.ts'
import { BasePermission } from '../04-default-permission/permissions.ts'
import type { View } from '../04-default-permission/views.ts'
import { login, logout } from './auth.ts'

/** Returns a CSRF token, and sets its cookie. A browser requests it first. */
export const csrf: View = {
  name: 'Csrf',
  get(request, response) {
    response.json({ csrfToken: getToken(request) })
  },
}

/** Allows every client to log in, and only authenticated users to do anything else. */
export class IsAuthenticatedOrLogin extends BasePermission {
  override hasPermission(request: Request): boolean {
    return request.method === 'POST' || request.user.isAuthenticated
  }
}

const fields = {
  username: new CharField(),
  password: new CharField({ trimWhitespace: false }),
}

const REFUSED = { non_field_errors: ['Unable to log in with provided credentials.'] }

/** The session of a browser: POST creates it, GET returns its user, DELETE ends it. */
export const session: View = {
  name: 'Session',
  get: me,
  async post(request, response) {
    const { username, password } = await validate(fields, await request.data())
    const user = await authenticate(username, password)
    if (!user) throw new ValidationError(REFUSED)
    await login(request, user)
    return me(request, response)
  },
  async delete(request, response) {
    await logout(request)
    response.status(204).end()
  },
}
