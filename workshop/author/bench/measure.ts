import { load, type Measured } from './load.ts'
import type { Row } from './rows.ts'
import type { BenchServer } from './start-server.ts'
import { median, spread } from './statistics.ts'

/** How long to measure. */
export interface Plan {
  rounds: number
  /** Of one load in one round. */
  seconds: number
}

/** What a server did in all rounds. */
export interface Result {
  /** Requests a second in each round; those of servers that were measured together lie side by side. */
  rounds: number[]
  /** Requests a second: the median of the rounds. */
  perSecond: number
  /** How far the rounds lie from it at most, as a fraction. */
  spread: number
  /** The server's processor time for one request in each round, in microseconds. */
  cpu: number[]
  /** The median of the rounds' 99th percentiles, in milliseconds. */
  p99: number
}

/**
 * Puts the same load on one server after the other, round by round, after a round to warm up. Every
 * other round goes the other way, so that a machine that becomes slower or faster favours no server.
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

/** The median and spread of many rounds. */
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

/** How many times as many requests the first answered: the median of the rounds' own ratios. */
export function ratio(first: Result | undefined, second: Result | undefined): number {
  return median((first?.rounds ?? []).map((each, n) => each / (second?.rounds[n] ?? Number.NaN)))
}

/** The same by the processor time of a request, which another load on the machine changes less. */
export function cpuRatio(first: Result | undefined, second: Result | undefined): number {
  return median((first?.cpu ?? []).map((each, n) => (second?.cpu[n] ?? Number.NaN) / each))
}
