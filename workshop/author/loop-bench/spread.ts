/** The distribution of measurements, in milliseconds. */
export interface Spread {
  median: number
  p95: number
  least: number
  most: number
  count: number
}

export function spreadOf(times: number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => {
    return Math.round(sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? Number.NaN)
  }
  return { median: at(0.5), p95: at(0.95), least: at(0), most: at(1), count: sorted.length }
}

/** A row of the benchmark's table, in Markdown. */
export function spreadRow(what: string, { median, p95, least, most, count }: Spread): string {
  return `| ${what} | ${median} | ${p95} | ${least}–${most} | ${count} |`
}
