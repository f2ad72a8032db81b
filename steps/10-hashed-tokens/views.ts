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

/** Login: exchanges a username and a password for a token of its own: 200, or 403 when there are too many. */
export const login: Handler = async (request, response) => {
  todo('answer with the expiry and the token that a login has made, or with 403')
}

/** Logout: deletes the token that made the request, and no other: 204. */
export const logout: Handler = async (request, response) => {
  todo('delete the token that made the request, and answer 204')
}

/** Logout everywhere: deletes every token of the user: 204. */
export const logoutAll: Handler = async (request, response) => {
  todo('delete every token of the user, and answer 204')
}

/** The user to whom the name and the password belong. @throws ValidationError when there is none */
async function userWith(data: unknown): Promise<User> {
  const { username, password } = await validate(fields, data)
  const user = await authenticate(username, password)
  if (!user) throw new ValidationError(REFUSED)
  return user
}

/** Makes a token unless the user has as many as may be: undefined then. */
function createWithinLimit(user: User): Promise<[AuthToken, token: string] | undefined> {
  // Alone: of logins at the same moment each would count the tokens before the others make theirs.
  return getCache().lock(`tokens-of-${user.id}`, async () => {
    const authTokens = await AuthToken.objects.filter({ user })
    const working = authTokens.filter(({ hasExpired }) => !hasExpired)
    return working.length < TOKEN_LIMIT_PER_USER ? AuthToken.createToken(user) : undefined
  })
}
