import type { Request } from 'express'
import { UnsupportedMediaType } from '../exceptions.ts'
import { charsetOf } from './charset.ts'
import { parseForm, parseMultipart } from './form-parsers.ts'
import { parseJson } from './json-parser.ts'
import { QueryDict } from './query-dict.ts'

/** Turns the bytes of a body into data. */
interface Parser {
  mediaType: string
  parse(body: Buffer, charset: string, contentType: string): unknown
  /** What an empty body is. */
  empty(): unknown
}

/** What a body is taken for that does not say what it is: Python's HTTP servers do so. */
const DEFAULT_CONTENT_TYPE = 'text/plain'

const parsers: Parser[] = [
  { mediaType: 'application/json', parse: parseJson, empty: () => ({}) },
  {
    mediaType: 'application/x-www-form-urlencoded',
    parse: parseForm,
    empty: () => new QueryDict(),
  },
  { mediaType: 'multipart/form-data', parse: parseMultipart, empty: () => new QueryDict() },
]

/** The content types that can be read, in DRF's order. */
export const parses = parsers.map(({ mediaType }) => mediaType)

/**
 * Reads a body by its content type. An empty body is an empty form, or else an empty object.
 *
 * https://www.django-rest-framework.org/api-guide/parsers/
 */
export async function parseBody(request: Request, body: Buffer): Promise<unknown> {
  const contentType = request.get('Content-Type') ?? DEFAULT_CONTENT_TYPE
  const parser = parsers.find(({ mediaType }) => matches(mediaType, contentType))
  const charset = charsetOf(contentType)
  if (body.length === 0) return parser ? parser.empty() : {}
  if (!parser || charset === undefined) throw new UnsupportedMediaType(contentType)
  return parser.parse(body, charset, contentType)
}

/** As in DRF, the client's type may hold a star as well: the first parser that fits reads the body. */
function matches(mediaType: string, contentType: string): boolean {
  const sent = contentType.split(';', 1)[0]?.trim().toLowerCase().split('/') ?? []
  const own = mediaType.split('/')
  return sent.length === 2 && own.every((part, at) => part === sent[at] || sent[at] === '*')
}
