import type { ErrorRequestHandler } from 'express'

/**
 * Treats percent signs that cannot be decoded as plain text, as Django does.
 *
 * Express refuses such a path before it calls any view, so this escapes it and calls the routes
 * again.
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
