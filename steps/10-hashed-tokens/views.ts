import type { User } from '#shared/auth/user.ts'
import { getCache } from '#shared/cache/cache.ts'
import { ValidationError } from '#shared/exceptions.ts'
import type { Handler } from '#shared/http/dispatch.ts'
import { CharField } from '#shared/serializers/fields.ts'
import { validate } from '#shared/serializers/serializer.ts'
import { todo } from '#shared/todo.ts'
import { authenticate } from '../03-login/backends.ts'
import { AuthToken } from './models.ts'
import { TOKEN_LIMIT_PER_USER } from './settings.ts'

const fields = {
  username: new CharField(),
  password: new CharField({ trimWhitespace: false }),
}

const REFUSED = { non_field_errors: ['Unable to log in with provided credentials.'] }
const TOO_MANY = { error: 'Maximum amount of tokens allowed per user exceeded.' }

/** Login: returns a new token for a username and a password, or 403 if there are too many. */
export const login: Handler = async (request, response) => {
  todo('respond with the expiry and the new token, or with 403')
}

/** Logout: deletes only the token that made the request. */
export const logout: Handler = async (request, response) => {
  todo('delete the token that made the request, then respond with 204')
}

/** Logout everywhere: deletes every token of the user. */
export const logoutAll: Handler = async (request, response) => {
  todo('delete every token of the user, then respond with 204')
}

/** The user with this username and password. @throws ValidationError if there is none */
async function userWith(data: unknown): Promise<User> {
  const { username, password } = await validate(fields, data)
  const user = await authenticate(username, password)
  if (!user) throw new ValidationError(REFUSED)
  return user
}

/** Creates a token, or returns undefined if the user has reached the limit. */
function createWithinLimit(user: User): Promise<[AuthToken, token: string] | undefined> {
  // In a lock: simultaneous logins would otherwise all count before any of them creates a token.
  return getCache().lock(`tokens-of-${user.id}`, async () => {
    const authTokens = await AuthToken.objects.filter({ user })
    const working = authTokens.filter(({ hasExpired }) => !hasExpired)
    return working.length < TOKEN_LIMIT_PER_USER ? AuthToken.createToken(user) : undefined
  })
}
