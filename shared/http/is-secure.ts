import type { Request } from 'express'

/**
 * Whether a proxy of your own stands before the API that says in `X-Forwarded-Proto` by which
 * protocol it was asked, and removes the header from other clients.
 *
 * https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
 */
export const sslProxy = { isTrusted: false }

/** Whether the client asks by https. */
export function isSecure({ socket, headers }: Pick<Request, 'socket' | 'headers'>): boolean {
  if ('encrypted' in socket) return true
  return sslProxy.isTrusted && headers['x-forwarded-proto'] === 'https'
}
