/** The number of keys that are compared. */
export const KEYS = 32

/** Among 32 random digits, fewer different ones occur once in 10^18 times. */
const FEWEST_DIGITS = 4

/**
 * Whether keys could be random: no two are equal, and no position nearly always has the same
 * digits. It finds counters, times and fixed parts, but not a known value that is encrypted.
 */
export function lookRandom(keys: string[]): boolean {
  if (new Set(keys).size < keys.length) return false
  const length = Math.min(...keys.map((key) => key.length))
  const places = Array.from({ length }, (_, at) => new Set(keys.map((key) => key[at])).size)
  return places.every((digits) => digits >= FEWEST_DIGITS)
}
