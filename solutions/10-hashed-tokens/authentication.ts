import type { Request } from 'express'
import { User } from '#shared/auth/user.ts'
import { AuthenticationFailed } from '#shared/exceptions.ts'
import type { Token } from '../01-token-model/models.ts'
import * as v1 from '../03-login/authentication.ts'
import { AuthToken, compareDigest, hashToken } from './models.ts'
import { TOKEN_KEY_LENGTH } from './settings.ts'

/** The user, and the row of the token. */
type Recognised = [user: User, auth: AuthToken | Token]

const INVALID = 'Invalid token.'

/**
 * Authenticates a user by the header `Authorization: Token <token>`, whose digest is stored.
 *
 * https://jazzband.github.io/django-rest-knox/auth/
 */
export class TokenAuthentication extends v1.TokenAuthentication {
  override async authenticate(request: Request): Promise<Recognised | null> {
    const [keyword, token = '', ...rest] = v1.getAuthorizationHeader(request)
    const isMeant = keyword?.toLowerCase() === this.keyword.toLowerCase() && rest.length === 0
    // No token has such bytes. knox decodes them first, and answers 500 if that fails.
    if (isMeant && /[^\x21-\x7e]/.test(token)) throw new AuthenticationFailed(INVALID)
    return super.authenticate(request)
  }

  /** Finds the active user of the token, if it has not expired. */
  override async authenticateCredentials(token: string): Promise<Recognised> {
    const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
    for (const authToken of await AuthToken.objects.filter({ tokenKey })) {
      await AuthToken.deleteExpired(authToken.userId)
      if (authToken.hasExpired || !compareDigest(hashToken(token), authToken.digest)) continue
      return this.validateUser(authToken)
    }
    throw new AuthenticationFailed(INVALID)
  }

  /** The user of the row, who must be active. */
  async validateUser(authToken: AuthToken): Promise<Recognised> {
    const user = await User.objects.find({ id: authToken.userId })
    if (!user?.isActive) throw new AuthenticationFailed('User inactive or deleted.')
    return [user, authToken]
  }
}
