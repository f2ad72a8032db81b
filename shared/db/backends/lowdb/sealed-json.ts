import { createHash } from 'node:crypto'

const SEAL = /,"sha256":"([0-9a-f]{64})"\}\n$/

/**
 * Adds to a JSON object, given in pieces and without its closing brace, the checksum of its text.
 */
export function* seal(pieces: Iterable<string>): Generator<string> {
  const hash = createHash('sha256')
  for (const piece of pieces) {
    hash.update(piece)
    yield piece
  }
  yield `,"sha256":"${hash.digest('hex')}"}\n`
}

/**
 * Reads a sealed object back; undefined when as much as one byte is not what was written.
 */
export function unseal(bytes: Buffer): unknown {
  const text = bytes.toString()
  const found = SEAL.exec(text)
  if (!found) return undefined
  // Of the bytes, not of the text: bytes that are no UTF-8 all turn into the same character.
  const sealed = bytes.subarray(0, bytes.length - Buffer.byteLength(found[0]))
  if (createHash('sha256').update(sealed).digest('hex') !== found[1]) return undefined
  return JSON.parse(`${text.slice(0, found.index)}}`)
}
