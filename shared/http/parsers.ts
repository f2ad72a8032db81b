import type { Request } from 'express'
import { parse } from 'lossless-json'
import { ParseError, UnsupportedMediaType } from '../exceptions.ts'
import { JsonNumber } from './json-number.ts'
import { QueryDict } from './query-dict.ts'

/** Turns the bytes of a body into data. */
type Parser = (body: Buffer, contentType: string) => Promise<unknown>

/** What a body is taken for that does not say what it is: Python's HTTP servers do so. */
const DEFAULT_CONTENT_TYPE = 'text/plain'

/** Deeper data has no use here, and deep enough data breaks what walks through it. */
const MAX_DEPTH = 32

const parsers: Record<string, Parser> = {
  'application/json': async (body) => parseJson(body),
  'application/x-www-form-urlencoded': parseForm,
  'multipart/form-data': parseForm,
}

/** The content types that can be read, in DRF's order. */
export const parses = Object.keys(parsers)

/**
 * Reads a body by its content type. An empty body is an empty form, or else an empty object.
 *
 * https://www.django-rest-framework.org/api-guide/parsers/
 */
export async function parseBody(request: Request, body: Buffer): Promise<unknown> {
  const contentType = request.get('Content-Type') ?? DEFAULT_CONTENT_TYPE
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const parser = parsers[mediaType]
  if (body.length === 0) return parser === parseForm ? new QueryDict() : {}
  if (!parser) throw new UnsupportedMediaType(contentType)
  return parser(body, contentType)
}

function parseJson(body: Buffer): unknown {
  let data: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    data = parse(text, null, {
      parseNumber: (digits) => new JsonNumber(digits),
      onDuplicateKey: ({ newValue }) => newValue,
    })
  } catch {
    // The parser's own message quotes the body, which may hold a password.
    throw new ParseError('JSON parse error - the body is not valid JSON')
  }
  if (isDeeperThan(MAX_DEPTH, data)) {
    throw new ParseError(`JSON parse error - nested over ${MAX_DEPTH} levels`)
  }
  return data
}

function isDeeperThan(levels: number, data: unknown): boolean {
  if (typeof data !== 'object' || data === null || data instanceof JsonNumber) return false
  return levels === 0 || Object.values(data).some((value) => isDeeperThan(levels - 1, value))
}

async function parseForm(body: Buffer, contentType: string): Promise<QueryDict> {
  try {
    const form = new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } })
    return new QueryDict(await form.formData())
  } catch {
    throw new ParseError('Multipart form parse error - the body is not a valid form')
  }
}
