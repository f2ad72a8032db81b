import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Decoding it takes seconds instead of milliseconds, and no browser supports it any more. */
const UTF_7 = 'utf7'

/**
 * The charset of a content type, or undefined if it is not supported.
 *
 * As in Django, an unknown charset is read as UTF-8.
 */
export function charsetOf(contentType: string): string | undefined {
  const name = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  // iconv-lite ignores the same characters.
  if (name.replace(/[^a-z0-9]/g, '').includes(UTF_7)) return undefined
  return name === 'utf8' || !iconv.encodingExists(name) ? 'utf-8' : name
}

/**
 * Decodes bytes without changing the text.
 *
 * @throws Error if the bytes are not valid in the charset
 */
export function decode(bytes: Buffer, charset: string): string {
  if (charset === 'utf-8') {
    if (!isUtf8(bytes)) throw new Error('not UTF-8')
    return bytes.toString()
  }
  const text = iconv.decode(bytes, charset)
  // This character replaces invalid bytes. It would be stored without a warning.
  if (text.includes('\ufffd')) throw new Error(`not ${charset}`)
  return text
}
