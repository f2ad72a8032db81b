import type { ErrorRequestHandler } from 'express'

/**
 * Takes the percent signs of a path that cannot be decoded as they stand, as Django does.
 *
 * Express refuses such a path before any view sees it, and so before any guard; here the routes are
 * asked once more.
 */
export const undecodablePath: ErrorRequestHandler = (error, request, response, next) => {
  if (!(error instanceof URIError) || isDecodable(request.path)) return next(error)
  const [path = '', ...query] = request.url.split('?')
  request.url = [path.replaceAll('%', '%25'), ...query].join('?')
  request.app(request, response, next)
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
