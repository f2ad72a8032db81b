import type { RequestHandler } from 'express'

/**
 * The headers of every response: those of Django's security middleware, and `no-store`, because a
 * response depends on the user and can contain a key.
 *
 * https://docs.djangoproject.com/en/stable/ref/middleware/#module-django.middleware.security
 */
export const DEFAULT_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
}

const HEADERS = Object.entries(DEFAULT_HEADERS)

/** Sets the headers before anything else can respond. */
export const setDefaultHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of HEADERS) response.setHeader(name, value)
  next()
}
