import type { RequestHandler } from 'express'
import type { AuthenticationClass } from './base-authentication.ts'

/** Asks one authentication class after the other who it is; the first to know decides. */
export function performAuthentication(
  authenticationClasses: AuthenticationClass[],
): RequestHandler {
  return async (request, _response, next) => {
    const authenticators = authenticationClasses.map((Authentication) => new Authentication())
    request.authenticators = authenticators
    for (const authenticator of authenticators) {
      const recognised = await authenticator.authenticate(request)
      if (!recognised) continue
      ;[request.user, request.auth] = recognised
      break
    }
    next()
  }
}
