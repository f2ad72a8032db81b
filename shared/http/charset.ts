import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Takes seconds for what others read in milliseconds, and no browser reads it any more. */
const UTF_7 = 'utf7'

/**
 * The charset that a content type names, undefined if it is not read here.
 *
 * As in Django, an unknown charset is read as UTF-8.
 */
export function charsetOf(contentType: string): string | undefined {
  const name = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  // iconv-lite overlooks the same signs.
  if (name.replace(/[^a-z0-9]/g, '').includes(UTF_7)) return undefined
  return name === 'utf8' || !iconv.encodingExists(name) ? 'utf-8' : name
}

/**
 * Turns bytes into text, and into no other text than was meant.
 *
 * @throws Error when the bytes do not fit the charset
 */
export function decode(bytes: Buffer, charset: string): string {
  if (charset === 'utf-8') {
    if (!isUtf8(bytes)) throw new Error('not UTF-8')
    return bytes.toString()
  }
  const text = iconv.decode(bytes, charset)
  // This sign stands for what does not fit; it would be stored without a warning.
  if (text.includes('\ufffd')) throw new Error(`not ${charset}`)
  return text
}
