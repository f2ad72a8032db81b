import type { Request, RequestHandler } from 'express'
import { User } from '#shared/auth/user.ts'
import { AuthenticationFailed } from '#shared/exceptions.ts'
import { todo } from '#shared/todo.ts'
import { Token } from '../01-token-model/models.ts'

/**
 * A way to find out who makes a request.
 *
 * https://www.django-rest-framework.org/api-guide/authentication/#custom-authentication
 */
export abstract class BaseAuthentication {
  /**
   * Answers with the user and what proved it, or with null when the request does not try.
   *
   * @throws AuthenticationFailed when it tries and is wrong
   */
  abstract authenticate(request: Request): Promise<[user: User, auth: { key: string }] | null>

  /** The value of `WWW-Authenticate` for a 401; without one the answer is 403. */
  authenticateHeader(_request: Request): string | undefined {
    return undefined
  }
}

/** An authentication class, as views list them. */
export type AuthenticationClass = new () => BaseAuthentication

const NO_CREDENTIALS = 'Invalid token header. No credentials provided.'
const SPACES = 'Invalid token header. Token string should not contain spaces.'
const INVALID_CHARACTERS =
  'Invalid token header. Token string should not contain invalid characters.'

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

/** Asks the authentication classes of the view in order; the first to recognise the user decides. */
export const performAuthentication: RequestHandler = async (request, _response, next) => {
  // TODO: set request.user and request.auth to what the first authenticator answers that is not null.
  next()
}

/**
 * The words of the `Authorization` header, cut at spaces and tabs; one character is one byte.
 *
 * A header that was sent twice counts as one, joined by a comma: it never authenticates.
 */
export function getAuthorizationHeader({ rawHeaders }: Request): string[] {
  // Of two such headers Node's `headers` keeps the first alone; this list has names and values as sent.
  const values = rawHeaders.filter(
    (_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization',
  )
  const words = values.join(',').split(/[ \t]+/)
  return words.filter((word) => word !== '')
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the bytes of a word of the header as UTF-8.
 *
 * @throws AuthenticationFailed when they are not UTF-8
 */
export function decodeKey(word: string): string {
  try {
    return utf8.decode(Buffer.from(word, 'latin1'))
  } catch {
    throw new AuthenticationFailed(INVALID_CHARACTERS)
  }
}
