import { promisify } from 'node:util'
import express, { type Request } from 'express'
import { ParseError, RequestDataTooBig, UnsupportedMediaType } from '../exceptions.ts'
import { parseBody } from './parsers.ts'

/** Django's DATA_UPLOAD_MAX_MEMORY_SIZE, in bytes. */
const MAX_BODY = 2_621_440

const readBody = promisify(express.raw({ type: () => true, limit: MAX_BODY, inflate: false }))

/** Reads and parses the body; only views that ask for it pay for it, or refuse it. */
export async function requestData(request: Request): Promise<unknown> {
  try {
    await readBody(request, request.res as never)
  } catch (error) {
    throw bodyError(error as { type?: string }, request)
  }
  return parseBody(request, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
}

function bodyError({ type }: { type?: string }, request: Request): Error {
  if (type === 'entity.too.large') return new RequestDataTooBig()
  if (type === 'encoding.unsupported') {
    return new UnsupportedMediaType(request.get('Content-Encoding') ?? '')
  }
  return new ParseError('Malformed request.')
}
