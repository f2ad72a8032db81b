import { AuthenticationFailed } from '#shared/exceptions.ts'

/** Reads the bytes of a header word as UTF-8. */
export function decodeKey(word: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(word, 'latin1'),
    )
  } catch {
    throw new AuthenticationFailed(
      'Invalid token header. Token string should not contain invalid characters.',
    )
  }
}
