import { performance } from 'node:perf_hooks'

/** How far ahead all clocks of this process are, in milliseconds. */
let ahead = 0

const RealDate = Date
const now = performance.now.bind(performance)
const uptime = process.uptime.bind(process)
const hrtime = process.hrtime.bind(process)
const bigint = process.hrtime.bigint.bind(process.hrtime)

globalThis.Date = new Proxy(RealDate, {
  construct: (real, values, target) =>
    Reflect.construct(real, values.length > 0 ? values : [RealDate.now() + ahead], target),
  apply: () => new RealDate(RealDate.now() + ahead).toString(),
  get: (real, name) => (name === 'now' ? nowAhead : Reflect.get(real, name)),
})
RealDate.prototype.constructor = Date
performance.now = () => now() + ahead
process.uptime = () => uptime() + ahead / 1000
process.hrtime = Object.assign(
  (before?: [number, number]): [number, number] => {
    const [seconds, nanoseconds] = hrtime(before)
    return [before ? seconds : seconds + ahead / 1000, nanoseconds]
  },
  { bigint: () => bigint() + BigInt(ahead) * 1_000_000n },
)

function nowAhead(): number {
  return RealDate.now() + ahead
}

/** Moves all clocks that a tree can read. This finds code that behaves well only for some time. */
export function moveClock(seconds: number): void {
  ahead += seconds * 1000
}

/** Sets all clocks back to the time of the machine. */
export function resetClocks(): void {
  ahead = 0
}
