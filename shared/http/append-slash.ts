import type { RequestHandler } from 'express'

/**
 * Redirects a path without its final slash to the path with it.
 *
 * https://docs.djangoproject.com/en/stable/ref/settings/#append-slash
 */
export const appendSlash: RequestHandler = (request, response) => {
  const [, ...query] = request.originalUrl.split('?')
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.setHeader('Location', [`${request.path}/`, ...query].join('?'))
  response.status(301).end()
}
