import type { Request } from 'express'

/**
 * Whether to believe `X-Forwarded-Proto`. Set it only if your own proxy is in front of the API, sets this
 * header on every request, and removes it from what clients send.
 *
 * https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
 */
export const sslProxy = { isTrusted: false }

/** Whether the client uses https. */
export function isSecure({ socket, headers }: Pick<Request, 'socket' | 'headers'>): boolean {
  if ('encrypted' in socket) return true
  return sslProxy.isTrusted && headers['x-forwarded-proto'] === 'https'
}
