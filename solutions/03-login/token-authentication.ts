import type { Request } from 'express'
import { User } from '#shared/auth/user.ts'
import { AuthenticationFailed } from '#shared/exceptions.ts'
import { Token } from '../01-token-model/token.ts'
import { BaseAuthentication } from './base-authentication.ts'
import { decodeKey } from './decode-key.ts'
import { getAuthorizationHeader } from './get-authorization-header.ts'

const NO_CREDENTIALS = 'Invalid token header. No credentials provided.'
const SPACES = 'Invalid token header. Token string should not contain spaces.'

/**
 * Recognises a user by the header `Authorization: Token <key>`.
 *
 * https://www.django-rest-framework.org/api-guide/authentication/#tokenauthentication
 */
export class TokenAuthentication extends BaseAuthentication {
  readonly keyword = 'Token'

  /** Reads the key out of the header: null if the header says something else. */
  override async authenticate(request: Request): Promise<[User, Token] | null> {
    const [keyword, key, ...rest] = getAuthorizationHeader(request)
    if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null
    if (key === undefined) throw new AuthenticationFailed(NO_CREDENTIALS)
    if (rest.length > 0) throw new AuthenticationFailed(SPACES)
    return this.authenticateCredentials(decodeKey(key))
  }

  /** Finds the active user to whom the key belongs. */
  async authenticateCredentials(key: string): Promise<[User, Token]> {
    const token = await Token.objects.find({ key })
    const user = token && (await User.objects.find({ id: token.userId }))
    if (!user) throw new AuthenticationFailed('Invalid token.')
    if (!user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
    return [user, token]
  }

  override authenticateHeader(): string {
    return this.keyword
  }
}
