import type { Request } from 'express'
import { User } from '#shared/auth/user.ts'
import { AuthenticationFailed } from '#shared/exceptions.ts'
import { todo } from '#shared/todo.ts'
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
    // TODO: return what authenticateCredentials finds for the key in the header.
    return null
  }

  /** Finds the active user to whom the key belongs. */
  async authenticateCredentials(key: string): Promise<[User, Token]> {
    return todo('find the active user to whom this key belongs')
  }

  override authenticateHeader(): string {
    return this.keyword
  }
}
