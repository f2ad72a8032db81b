import type { RequestHandler } from 'express'

/**
 * What every answer tells a browser, as Django's security middleware does; and that it is not kept,
 * for it may hold a key, and depends on who asks.
 *
 * https://docs.djangoproject.com/en/stable/ref/middleware/#module-django.middleware.security
 */
export const DEFAULT_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
}

/** Sets them before anything else can answer. */
export const setDefaultHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of Object.entries(DEFAULT_HEADERS)) response.setHeader(name, value)
  next()
}
