import { AuthenticationFailed } from '#shared/exceptions.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads the bytes of a header word as UTF-8. */
export function decodeKey(word: string): string {
  try {
    return utf8.decode(Buffer.from(word, 'latin1'))
  } catch {
    throw new AuthenticationFailed(
      'Invalid token header. Token string should not contain invalid characters.',
    )
  }
}
