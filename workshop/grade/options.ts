import { UsageError } from '../run-command.ts'

/**
 * The steps named by `01-04`, `3` or `01-03,06`. Without a value, all steps.
 *
 * @throws UsageError if there are none
 */
export function stepsNamed(typed: string | undefined, all: string[]): string[] {
  if (typed === undefined) return all
  const wanted = typed.split(',').flatMap((part) => {
    const [, from, to] = /^\s*(\d{1,2})(?:-(\d{1,2}))?\s*$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to ?? from)]
    const meant = all.filter((step) => numberOf(step) >= first && numberOf(step) <= last)
    if (meant.length > 0) return meant
    throw new UsageError(
      `--steps ${typed} means no step. Say 03, 01-04 or 01,05; the steps are: ${all.join(', ')}.`,
    )
  })
  return all.filter((step) => wanted.includes(step))
}

/**
 * The weight of each step: 1, or as in `03=2,06=3`.
 *
 * @throws UsageError if the value is not valid
 */
export function weightsOf(typed: string | undefined, steps: string[]): Map<string, number> {
  const weights = new Map(steps.map((step) => [step, 1]))
  for (const part of typed?.split(',') ?? []) {
    const [, number, weight] = /^\s*(\d{1,2})=(\d+(?:\.\d+)?)\s*$/.exec(part) ?? []
    const step = steps.find((step) => numberOf(step) === Number(number))
    if (number === undefined)
      throw new UsageError(`--weights ${typed} is not valid. Write 03=2,06=3.`)
    if (!step)
      throw new UsageError(
        `--weights: step ${number} is not among the steps to grade: ${steps.join(', ')}.`,
      )
    weights.set(step, Number(weight))
  }
  return weights
}

/** A part of the class, such as the second of five. */
export interface Shard {
  index: number
  count: number
}

/**
 * The part named by `2/5`. Without a value, undefined.
 *
 * @throws UsageError if the value is not valid
 */
export function shardOf(typed: string | undefined): Shard | undefined {
  if (typed === undefined) return undefined
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(typed)?.map(Number) ?? []
  if (index && count && index <= count) return { index, count }
  throw new UsageError(`--shard ${typed} is not a part. Use 2/5 for the second of five.`)
}

/** @throws UsageError if the value is not a number of jobs */
export function jobsOf(typed: string): number {
  const jobs = Number(typed)
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs
  throw new UsageError(`--jobs ${typed} is not a number from 1 to 64.`)
}

/** @throws UsageError if the value is not a seed */
export function seedOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined
  const seed = Number(typed)
  if (/^\d+$/.test(typed) && Number.isSafeInteger(seed)) return seed
  throw new UsageError(`--seed ${typed} is not a whole number.`)
}

function numberOf(step: string): number {
  return Number(step.slice(0, 2))
}
