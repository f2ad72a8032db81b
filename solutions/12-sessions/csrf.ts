import type { Request, RequestHandler } from 'express'
import { constantTimeCompare } from '#shared/crypto.ts'
import { ParseError, PermissionDenied, UnsupportedMediaType } from '#shared/exceptions.ts'
import {
  csrfCookie,
  originFailure,
  refererFailure,
  sanitizeToken,
  unmaskToken,
} from '#shared/http/csrf.ts'
import { QueryDict } from '#shared/http/query-dict.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** Where a request has its token: in this field of a form, or in this header. */
const FIELD_NAME = 'csrfmiddlewaretoken'
const HEADER_NAME = 'X-CSRFToken'

/** The requests that csrfProtect has checked. The view does not check them again. */
const accepted = new WeakSet<Request>()

/**
 * The reason to refuse a request that another site can have caused, or undefined.
 *
 * Another site can make the browser send its cookies, but it cannot read them. So the secret of the
 * cookie must be sent a second time, in a place where only your own pages can write it.
 * https://docs.djangoproject.com/en/3.2/ref/csrf/
 */
export async function csrfFailure(request: Request, field = anyField): Promise<string | undefined> {
  if (accepted.has(request)) return undefined
  if (SAFE_METHODS.includes(request.method)) return undefined
  return refererFailure(request) ?? (await tokenFailure(request, field)) ?? originFailure(request)
}

/** The reason to refuse the token: it must hold the same secret as the cookie. */
async function tokenFailure(request: Request, field: typeof anyField): Promise<string | undefined> {
  const cookie = csrfCookie(request)
  if (cookie === undefined) return 'CSRF cookie not set.'
  const sent = (await field(request)) || (request.get(HEADER_NAME) ?? '')
  return compareMaskedTokens(sent, cookie) ? undefined : 'CSRF token missing or incorrect.'
}

/** Whether two tokens hold the same secret, each with its own mask. */
function compareMaskedTokens(sent: string, cookie: string): boolean {
  return constantTimeCompare(unmaskToken(sanitizeToken(sent)), unmaskToken(cookie))
}

/**
 * Checks the CSRF token before the view runs: for a login, where there is no session yet.
 *
 * https://docs.djangoproject.com/en/3.2/ref/csrf/#django.views.decorators.csrf.csrf_protect
 */
export const csrfProtect: RequestHandler = async (request, _response, next) => {
  const reason = await csrfFailure(request, formField)
  if (reason) throw new PermissionDenied(`CSRF Failed: ${reason}`)
  accepted.add(request)
  next()
}

/** The field of a form. Any other body, or an invalid one, is left to the view. */
async function formField(request: Request): Promise<string> {
  if (!request.is(['urlencoded', 'multipart'])) return ''
  return anyField(request).catch((error) => {
    if (error instanceof ParseError || error instanceof UnsupportedMediaType) return ''
    throw error
  })
}

/** The field in any body of a POST, as DRF looks for it. An invalid body is refused here. */
async function anyField(request: Request): Promise<string> {
  const data = request.method === 'POST' ? await request.data() : undefined
  const value = data instanceof QueryDict ? data.get(FIELD_NAME) : ''
  return typeof value === 'string' ? value : ''
}
