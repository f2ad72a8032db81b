import { isUtf8 } from 'node:buffer'
import { Busboy } from '@fastify/busboy'
import { ParseError } from '../exceptions.ts'
import { decode } from './charset.ts'
import { QueryDict } from './query-dict.ts'

/** Django's DATA_UPLOAD_MAX_NUMBER_FIELDS. */
const MAX_FIELDS = 1000
/** Django's DATA_UPLOAD_MAX_NUMBER_FILES. */
const MAX_FILES = 100
/**
 * A multipart form with this many parts contains the boundary this many times, the last time at its
 * end.
 */
const MAX_BOUNDARIES = MAX_FIELDS + MAX_FILES + 1

/** Represents a file in a form. No field accepts it as text. */
const FILE = Symbol('file')

/** Charsets in which an ASCII character takes more than one byte. */
const WIDE = /^(utf-?(16|32)|ucs-?[24])/

/**
 * Reads a form without files, as a browser sends it.
 *
 * @throws ParseError
 */
export function parseForm(body: Buffer, charset: string): QueryDict {
  const [bytes, encoding] = narrow(body, charset)
  // One character for each byte: `&` and `=` must be found before decoding.
  const pairs = bytes.toString('latin1').split('&', MAX_FIELDS + 1)
  if (pairs.length > MAX_FIELDS)
    throw new ParseError(`Form parse error - over ${MAX_FIELDS} fields`)
  const form = new QueryDict()
  for (const pair of pairs) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    const value = equals < 0 ? '' : pair.slice(equals + 1)
    form.set(unquote(name, encoding), unquote(value, encoding))
  }
  return form
}

/** The body in a charset that contains ASCII. As in Django, other bytes are Latin-1. */
function narrow(body: Buffer, charset: string): [bytes: Buffer, charset: string] {
  try {
    const text = decode(body, charset)
    return WIDE.test(charset) ? [Buffer.from(text), 'utf-8'] : [body, charset]
  } catch {
    return [Buffer.from(body.toString('latin1')), 'utf-8']
  }
}

const [PERCENT, PLUS, SPACE] = [0x25, 0x2b, 0x20]

/** @param quoted one character for each byte */
function unquote(quoted: string, charset: string): string {
  const bytes = Buffer.from(quoted, 'latin1')
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    const escaped = byte === PERCENT ? hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]) : -1
    bytes[length++] = escaped >= 0 ? escaped : byte === PLUS ? SPACE : byte
    if (escaped >= 0) at += 2
  }
  try {
    return decode(bytes.subarray(0, length), charset)
  } catch {
    throw new ParseError(`Form parse error - the escaped bytes of a field are not ${charset}`)
  }
}

/** Far below zero for a character that is not a digit, so that the sum of two is never valid. */
function hexDigit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = (code | 0x20) - 0x61
  return letter >= 0 && letter < 6 ? letter + 10 : -1000
}

/**
 * Reads a form that can contain files, as a browser sends it. The files are not stored.
 *
 * @throws ParseError
 */
export async function parseMultipart(
  body: Buffer,
  charset: string,
  contentType: string,
): Promise<QueryDict> {
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? bare ?? ''
  if (boundary === '') throw malformed('no boundary')
  // The parser creates two streams for each part, even for parts that it ignores.
  if (occurs(body, `--${boundary}`) > MAX_BOUNDARIES) throw malformed('too many fields')
  try {
    const form = await readParts(body, charset, boundary)
    for (const [name, value] of form) {
      if (Buffer.isBuffer(value)) form.set(name, decode(value, charset))
      // The parser replaces invalid bytes with this character. It would be stored without a
      // warning.
      else if (String(value).includes('\ufffd') && !isUtf8(body)) throw new Error('damaged')
    }
    return form
  } catch {
    throw malformed(`the body is not a valid form in ${charset}`)
  }
}

function readParts(body: Buffer, charset: string, boundary: string): Promise<QueryDict> {
  const form = new QueryDict()
  return new Promise((resolve, reject) => {
    const parser = new Busboy({
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
      defCharset: charset,
      isPartAFile: (_name, _type, fileName) => Boolean(fileName),
      limits: { fieldSize: body.length, fields: MAX_FIELDS, files: MAX_FILES },
    })
    parser.on('field', (name, value, _nameCut, _valueCut, transferEncoding) => {
      form.set(name, transferEncoding === 'base64' ? Buffer.from(value, 'base64') : value)
    })
    parser.on('file', (name, file) => {
      form.set(name, FILE)
      file.on('error', reject).resume()
    })
    parser.on('fieldsLimit', () => reject(new Error('too many fields')))
    parser.on('filesLimit', () => reject(new Error('too many files')))
    parser.on('error', reject).on('finish', () => resolve(form))
    parser.end(body)
  })
}

function occurs(body: Buffer, text: string): number {
  let count = 0
  for (let at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + text.length)) count++
  return count
}

function malformed(why: string): ParseError {
  return new ParseError(`Multipart form parse error - ${why}`)
}
