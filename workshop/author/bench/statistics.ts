/** The median. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** The largest distance of a value from the median, as a fraction of it. */
export function spread(values: number[]): number {
  const middle = median(values)
  if (middle === 0) return 0
  return Math.max(...values.map((value) => Math.abs(value - middle))) / middle
}
