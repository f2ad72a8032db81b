import type { Request, RequestHandler } from 'express'
import type { User } from '#shared/auth/user.ts'
import { AuthenticationFailed } from '#shared/exceptions.ts'
import { Token } from '../01-token-model/models.ts'

/**
 * A way to find out who sends a request.
 *
 * https://www.django-rest-framework.org/api-guide/authentication/#custom-authentication
 */
export abstract class BaseAuthentication {
  /**
   * Returns the user and the token, or null if the request has no credentials for this class.
   *
   * @throws AuthenticationFailed if the credentials are wrong
   */
  abstract authenticate(request: Request): Promise<[user: User, auth: { key: string }] | null>

  /** The value of `WWW-Authenticate` for a 401. Without it, the status is 403. */
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
 * Authenticates a user by the header `Authorization: Token <key>`.
 *
 * https://www.django-rest-framework.org/api-guide/authentication/#tokenauthentication
 */
export class TokenAuthentication extends BaseAuthentication {
  readonly keyword = 'Token'

  /** Reads the key from the header. Returns null if the header is for another scheme. */
  override async authenticate(request: Request): Promise<[User, Token] | null> {
    const [keyword, key, ...rest] = getAuthorizationHeader(request)
    if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null
    if (key === undefined) throw new AuthenticationFailed(NO_CREDENTIALS)
    if (rest.length > 0) throw new AuthenticationFailed(SPACES)
    return this.authenticateCredentials(decodeKey(key))
  }

  /** Finds the active user of the key. */
  async authenticateCredentials(key: string): Promise<[User, Token]> {
    const token = await Token.objects.selectRelated('user').find({ key })
    if (!token?.user) throw new AuthenticationFailed('Invalid token.')
    if (!token.user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
    return [token.user, token]
  }

  override authenticateHeader(): string {
    return this.keyword
  }
}

/** Calls the view's authentication classes in order. The first that returns a user decides. */
export const performAuthentication: RequestHandler = async (request, _response, next) => {
  for (const authenticator of request.authenticators) {
    const recognised = await authenticator.authenticate(request)
    if (!recognised) continue
    ;[request.user, request.auth] = recognised
    break
  }
  next()
}

/**
 * The words of the `Authorization` header, separated by spaces and tabs. Each character is one byte.
 *
 * If the header was sent twice, the two are joined with a comma, so they never authenticate.
 */
export function getAuthorizationHeader({ rawHeaders }: Request): string[] {
  // Node's `headers` keeps only the first of two. `rawHeaders` has all names and values as sent.
  const values = rawHeaders.filter(
    (_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization',
  )
  const words = values.join(',').split(/[ \t]+/)
  return words.filter((word) => word !== '')
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Decodes a word of the header as UTF-8.
 *
 * @throws AuthenticationFailed if it is not valid UTF-8
 */
export function decodeKey(word: string): string {
  try {
    return utf8.decode(Buffer.from(word, 'latin1'))
  } catch {
    throw new AuthenticationFailed(INVALID_CHARACTERS)
  }
}
