import type { Request } from 'express'

/**
 * The words of the `Authorization` header, cut at spaces and tabs; one character is one byte.
 *
 * A header that was sent twice counts as one, joined by a comma: it never authenticates.
 */
export function getAuthorizationHeader(request: Request): string[] {
  const header = request.headersDistinct.authorization?.join(',') ?? ''
  return header.split(/[ \t]+/).filter((word) => word !== '')
}
