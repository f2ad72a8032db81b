import type { RequestHandler } from 'express'
import { NotAcceptable, NotFound } from '../exceptions.ts'

/**
 * Refuses clients that do not accept JSON: 406 for `Accept`, 404 for `?format=`.
 *
 * As in DRF, a quality of zero and parameters are ignored.
 * https://www.django-rest-framework.org/api-guide/content-negotiation/
 */
export const performContentNegotiation: RequestHandler = (request, _response, next) => {
  const format = request.url.includes('?') && [request.query.format].flat().at(-1)
  if (format && format !== 'json') throw new NotFound()
  const { accept } = request.headers
  if (accept !== undefined && !acceptsJson(accept)) throw new NotAcceptable()
  next()
}

function acceptsJson(accept: string): boolean {
  return accept.split(',').some((mediaRange) => {
    const range = (mediaRange.split(';')[0] ?? '').trim().toLowerCase()
    return /^(\*|application)\/(\*|json)$/.test(range)
  })
}
