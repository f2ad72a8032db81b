import type { RequestHandler } from 'express'

/**
 * Takes the percent signs of a path that cannot be decoded as they stand, as Django does.
 *
 * Express would refuse such a path before any view sees it, and so before any guard.
 */
export const literalPercent: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.path)
  } catch {
    const [path = '', ...query] = request.url.split('?')
    request.url = [path.replaceAll('%', '%25'), ...query].join('?')
  }
  next()
}
