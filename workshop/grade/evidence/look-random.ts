/** So many keys are looked at together. */
export const KEYS = 32

/** Of 32 random digits at one place, fewer different ones come once in 10^18 times. */
const FEWEST_DIGITS = 4

/**
 * Tells whether some keys could have been drawn by chance: no two are the same, and no place of
 * them has nearly always the same digits. It finds counters, times and fixed parts, and no key that
 * is made of a good cipher of something known.
 */
export function lookRandom(keys: string[]): boolean {
  if (new Set(keys).size < keys.length) return false
  const length = Math.min(...keys.map((key) => key.length))
  const places = Array.from({ length }, (_, at) => new Set(keys.map((key) => key[at])).size)
  return places.every((digits) => digits >= FEWEST_DIGITS)
}
