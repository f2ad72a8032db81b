/**
 * Does something twice while the clock stands still and Math.random repeats itself.
 *
 * What comes out the same could have been foretold by anybody who knows the time and a few numbers.
 */
export async function foretell<T>(work: () => Promise<T>): Promise<[T, T]> {
  const { random } = Math
  const { now } = Date
  const moment = now()
  Date.now = () => moment
  try {
    return [await repeatably(work), await repeatably(work)]
  } finally {
    Date.now = now
    Math.random = random
  }
}

function repeatably<T>(work: () => Promise<T>): Promise<T> {
  let seed = 1
  Math.random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  return work()
}
