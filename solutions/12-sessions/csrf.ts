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

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Where a request brings the token: in this field of a form, or else in this header. */
const FIELD_NAME = 'csrfmiddlewaretoken'
const HEADER_NAME = 'X-CSRFToken'

/** What has been checked in front of its view is not checked once more in it. */
const accepted = new WeakSet<Request>()

/**
 * Why a request may have been made by somebody else's page; undefined when nothing speaks against it.
 *
 * A foreign page has the browser send its cookies, and can read none of them: so the secret of the
 * cookie must come a second time, in a place where the page itself has to write it.
 * https://docs.djangoproject.com/en/3.2/ref/csrf/
 */
export async function csrfFailure(request: Request, field = anyField): Promise<string | undefined> {
  if (accepted.has(request)) return undefined
  if (SAFE_METHODS.includes(request.method)) return undefined
  return refererFailure(request) ?? (await tokenFailure(request, field)) ?? originFailure(request)
}

/** Why the token is none that a page of ours would send: it must hide the secret that the cookie hides. */
async function tokenFailure(request: Request, field: typeof anyField): Promise<string | undefined> {
  const cookie = csrfCookie(request)
  if (cookie === undefined) return 'CSRF cookie not set.'
  const sent = (await field(request)) || (request.get(HEADER_NAME) ?? '')
  return compareMaskedTokens(sent, cookie) ? undefined : 'CSRF token missing or incorrect.'
}

/** Whether two tokens hide the same secret, each behind a mask of its own. */
function compareMaskedTokens(sent: string, cookie: string): boolean {
  return constantTimeCompare(unmaskToken(sanitizeToken(sent)), unmaskToken(cookie))
}

/**
 * Checks requests before their view does anything: for a login, which has no session to go by.
 *
 * https://docs.djangoproject.com/en/3.2/ref/csrf/#django.views.decorators.csrf.csrf_protect
 */
export const csrfProtect: RequestHandler = async (request, _response, next) => {
  const reason = await csrfFailure(request, formField)
  if (reason) throw new PermissionDenied(`CSRF Failed: ${reason}`)
  accepted.add(request)
  next()
}

/** The field of a form; all else that a body may be, or fail to be, is left to the view. */
async function formField(request: Request): Promise<string> {
  if (!request.is(['urlencoded', 'multipart'])) return ''
  return anyField(request).catch((error) => {
    if (error instanceof ParseError || error instanceof UnsupportedMediaType) return ''
    throw error
  })
}

/** The field, looked for as DRF does in whatever a POST brings: what cannot be read is refused here. */
async function anyField(request: Request): Promise<string> {
  const data = request.method === 'POST' ? await request.data() : undefined
  const value = data instanceof QueryDict ? data.get(FIELD_NAME) : ''
  return typeof value === 'string' ? value : ''
}
