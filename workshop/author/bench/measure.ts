import { load, type Measured } from './load.ts'
import type { Row } from './rows.ts'
import type { BenchServer } from './start-server.ts'
import { median, spread } from './statistics.ts'

/** How long to measure. */
export interface Plan {
  rounds: number
  /** The duration of one load in one round. */
  seconds: number
}

/** The results of a server in all rounds. */
export interface Result {
  /**
   * Requests per second in each round. Servers that were measured together have the same indexes.
   */
  rounds: number[]
  /** Requests per second: the median of the rounds. */
  perSecond: number
  /** The largest distance of a round from the median, as a fraction of it. */
  spread: number
  /** The server's processor time for one request in each round, in microseconds. */
  cpu: number[]
  /** The median of the rounds' 99th percentiles, in milliseconds. */
  p99: number
}

/**
 * Puts the same load on each server in turn, round by round, after one round to warm up. Every
 * other round is in reverse order, so that a machine that becomes slower or faster favours no
 * server.
 */
export async function measure(
  servers: BenchServer[],
  row: Row,
  { rounds, seconds }: Plan,
): Promise<Map<string, Result>> {
  const measured = new Map<string, Measured[]>()
  for (let round = 0; round <= rounds; round++) {
    const order = round % 2 === 0 ? servers : servers.toReversed()
    for (const server of order) {
      const { name } = server
      const one = await load(server, row, seconds)
      if (round === 0) measured.set(name, [])
      else measured.get(name)?.push(one)
    }
  }
  return new Map([...measured].map(([name, all]) => [name, summarize(all)]))
}

/** The median and spread of several rounds. */
export function summarize(all: Measured[]): Result {
  const perSecond = all.map((one) => one.perSecond)
  return {
    rounds: perSecond,
    perSecond: median(perSecond),
    spread: spread(perSecond),
    cpu: all.map(({ cpu }) => cpu),
    p99: median(all.map(({ p99 }) => p99)),
  }
}

/** The ratio of requests per second: the median of the ratios of each round. */
export function ratio(first: Result | undefined, second: Result | undefined): number {
  return median((first?.rounds ?? []).map((each, n) => each / (second?.rounds[n] ?? Number.NaN)))
}

/** The same ratio for processor time, which other load on the machine changes less. */
export function cpuRatio(first: Result | undefined, second: Result | undefined): number {
  return median((first?.cpu ?? []).map((each, n) => (second?.cpu[n] ?? Number.NaN) / each))
}
