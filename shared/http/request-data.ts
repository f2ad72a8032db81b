import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import express, { type Request } from 'express'
import { ParseError, RequestDataTooBig, UnsupportedMediaType } from '../exceptions.ts'
import { parseBody } from './parsers.ts'

/** Django's DATA_UPLOAD_MAX_MEMORY_SIZE, in bytes. */
const MAX_BODY = 2_621_440

/** A body of this size, in bytes, takes about a millisecond to parse. */
const LARGE = 65_536
let lastTurn = Promise.resolve()

const readBody = promisify(express.raw({ type: () => true, limit: MAX_BODY, inflate: false }))

const begun = new WeakMap<Request, Promise<unknown>>()

/** Reads and parses the body once. Without a call, an invalid body has no effect. */
export function requestData(request: Request): Promise<unknown> {
  const data = begun.get(request) ?? readData(request)
  begun.set(request, data)
  return data
}

async function readData(request: Request): Promise<unknown> {
  try {
    await readBody(request, request.res as never)
  } catch (error) {
    throw bodyError(error as { type?: string }, request)
  }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (body.length >= LARGE) await turn()
  return parseBody(request, body)
}

/**
 * Parses one large body per turn of the event loop. Several together would block all other
 * requests.
 */
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => setImmediate())
  return lastTurn
}

function bodyError({ type }: { type?: string }, request: Request): Error {
  if (type === 'entity.too.large') return new RequestDataTooBig()
  if (type === 'encoding.unsupported') {
    return new UnsupportedMediaType(request.get('Content-Encoding') ?? '')
  }
  return new ParseError('Malformed request.')
}
