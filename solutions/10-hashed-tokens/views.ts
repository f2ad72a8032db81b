import type { User } from '#shared/auth/user.ts'
import { getCache } from '#shared/cache/cache.ts'
import { ValidationError } from '#shared/exceptions.ts'
import type { Handler } from '#shared/http/dispatch.ts'
import { CharField } from '#shared/serializers/fields.ts'
import { validate } from '#shared/serializers/serializer.ts'
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
  const user = await userWith(await request.data())
  const made = await createWithinLimit(user)
  if (made) {
    const [{ expiry }, token] = made
    response.json({ expiry, token })
  } else {
    response.status(403).json(TOO_MANY)
  }
}

/** Logout: deletes only the token that made the request. */
export const logout: Handler = async (request, response) => {
  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
  response.status(204).end()
}

/** Logout everywhere: deletes every token of the user. */
export const logoutAll: Handler = async (request, response) => {
  await AuthToken.objects.delete({ userId: Number(request.user.id) })
  response.status(204).end()
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
