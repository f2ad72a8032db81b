import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/** How many random bytes are tried one by one. A key of 160 bits needs 20. */
const TRIED = 48
/** In so many keys, every possible digit occurs. */
const KEYS = 64

/**
 * Counts the random bytes in a key: bytes from the system's random source that change the key when
 * they change.
 *
 * Time, counters, process ids, Math.random and the user's own data do not count, and neither does a
 * byte that is not used. A digit that never occurs leaves room for fewer bytes.
 *
 * @param makeKey creates one key
 */
export async function randomBytesIn(makeKey: () => Promise<string>): Promise<number> {
  return Math.min(await bytesUsed(makeKey), await roomIn(makeKey))
}

/** How many bytes fit into a key of the digits that occur. */
async function roomIn(makeKey: () => Promise<string>): Promise<number> {
  const digits = new Set<string>()
  let length = 0
  for (let made = 0; made < KEYS; made++) {
    const key = await makeKey()
    length = key.length
    for (const digit of key) digits.add(digit)
  }
  return digits.size === 0 ? 0 : Math.floor((length * Math.log2(digits.size)) / 8)
}

async function bytesUsed(makeKey: () => Promise<string>): Promise<number> {
  const source = new Source()
  const restore = replaceRandomness(source)
  try {
    const key = await source.replay(-1, makeKey)
    const drawn = Math.min(source.drawn, TRIED)
    if ((await source.replay(-1, makeKey)) !== key) return drawn
    let count = 0
    for (let flipped = 0; flipped < drawn; flipped++) {
      if ((await source.replay(flipped, makeKey)) !== key) count++
    }
    return count
  } finally {
    restore()
  }
}

/** A source of bytes that always returns the same, except for one byte. */
class Source {
  drawn = 0
  #flipped = -1

  async replay<T>(flipped: number, work: () => Promise<T>): Promise<T> {
    this.drawn = 0
    this.#flipped = flipped
    return work()
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length)
    for (let at = 0; at < length; at++, this.drawn++) {
      bytes[at] = ((this.drawn * 167) % 256) ^ (this.drawn === this.#flipped ? 1 : 0)
    }
    return bytes
  }
}

/** Replaces all functions for random bytes with the source. Returns a function that restores them. */
function replaceRandomness(source: Source): () => void {
  const fill = <T extends NodeJS.ArrayBufferView>(view: T): T => {
    const bytes = source.bytes(view.byteLength)
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(bytes)
    return view
  }
  const later = <T>(value: T, callback: unknown) => {
    if (typeof callback !== 'function') return value
    setImmediate(() => callback(null, value))
    return undefined
  }
  const integer = (low: number, high: number) => {
    const bytes = source.bytes(Math.ceil(Math.log2(high - low) / 8) || 1)
    return low + (Number(BigInt(`0x${bytes.toString('hex')}`)) % (high - low))
  }
  const uuid = () => {
    const bytes = source.bytes(16)
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
  const undo = [
    replace(crypto, 'randomBytes', (size: number, callback: unknown) =>
      later(source.bytes(size), callback),
    ),
    replace(crypto, 'randomFillSync', (view: NodeJS.ArrayBufferView) => fill(view)),
    replace(crypto, 'randomFill', (view: NodeJS.ArrayBufferView, ...rest: unknown[]) =>
      later(fill(view), rest.at(-1)),
    ),
    replace(crypto, 'randomUUID', uuid),
    replace(crypto, 'randomInt', (...given: unknown[]) => {
      const [low, high] = typeof given[1] === 'number' ? [given[0], given[1]] : [0, given[0]]
      return later(integer(Number(low), Number(high)), given.at(-1))
    }),
    replace(crypto.webcrypto, 'getRandomValues', fill),
    replace(crypto.webcrypto, 'randomUUID', uuid),
  ]
  syncBuiltinESMExports()
  return () => {
    for (const each of undo) each()
    syncBuiltinESMExports()
  }
}

function replace(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { value, configurable: true, writable: true })
  return () => {
    if (before) Object.defineProperty(owner, name, before)
    else delete (owner as Record<string, unknown>)[name]
  }
}
