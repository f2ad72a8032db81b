import type { Request } from 'express'

/**
 * The words of the `Authorization` header, cut at spaces and tabs; one character is one byte.
 *
 * A header that was sent twice counts as one, joined by a comma: it never authenticates.
 */
export function getAuthorizationHeader({ rawHeaders }: Request): string[] {
  // Of two such headers Node's `headers` keeps the first alone; this list has names and values as sent.
  const values = rawHeaders.filter(
    (_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization',
  )
  const words = values.join(',').split(/[ \t]+/)
  return words.filter((word) => word !== '')
}
