/** Mulberry32: random numbers that are the same for the same seed on every machine. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
    // Neighbouring seeds would begin with similar numbers.
    for (let n = 0; n < 3; n += 1) this.#next()
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** An integer from 0 up to, but not including, `n`. */
  below(n: number): number {
    return Math.floor(this.#next() * n)
  }

  chance(probability: number): boolean {
    return this.#next() < probability
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** Some items of a list, each at most once. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list]
    const taken: T[] = []
    while (taken.length < count && left.length > 0) {
      taken.push(...left.splice(this.below(left.length), 1))
    }
    return taken
  }

  /** One of several values, each with its weight. */
  weighted<T>(pairs: readonly (readonly [weight: number, value: T])[]): T {
    let at = this.#next() * pairs.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of pairs) {
      at -= weight
      if (at < 0) return value
    }
    return (pairs[0] as readonly [number, T])[1]
  }
}
