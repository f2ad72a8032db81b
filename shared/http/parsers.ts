import type { Request } from 'express'
import { UnsupportedMediaType } from '../exceptions.ts'
import { charsetOf } from './charset.ts'
import { parseForm, parseMultipart } from './form-parsers.ts'
import { parseJson } from './json-parser.ts'
import { QueryDict } from './query-dict.ts'

/** Converts the bytes of a body to data. */
interface Parser {
  mediaType: string
  parse(body: Buffer, charset: string, contentType: string): unknown
  /** The data of an empty body. */
  empty(): unknown
}

/** The type of a body without a content type, as in Python's HTTP servers. */
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

/** The supported content types, in DRF's order. */
export const parses = parsers.map(({ mediaType }) => mediaType)

/**
 * Parses a body by its content type. An empty body is an empty form or an empty object.
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

/**
 * As in DRF, the client's type can contain a star too: the first matching parser reads the body.
 */
function matches(mediaType: string, contentType: string): boolean {
  const sent = contentType.split(';', 1)[0]?.trim().toLowerCase().split('/') ?? []
  const own = mediaType.split('/')
  return sent.length === 2 && own.every((part, at) => part === sent[at] || sent[at] === '*')
}
