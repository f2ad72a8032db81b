import type { Mistake } from '../../checks/harness/mistake.ts'
import { type Failure, failing, type StepReport } from '../runner/report.ts'
import { isSolved } from './source.ts'

/**
 * The misconception, when the checks that fail, and the statuses that came instead, are those of one
 * known misconception and of no other. A mistake in a file that is as in the solution is none.
 */
export function knownMisconception(
  report: StepReport,
  mistakes: readonly Mistake[],
  tree: string,
): string | undefined {
  if (report.verdicts.length < report.checks.length) return undefined
  const failed = new Map(failing(report).map(({ check, failure }) => [check, statusOf(failure)]))
  const alike = mistakes.filter(({ caughtBy, file }) => {
    const caught = Object.entries(caughtBy)
    return (
      caught.length === failed.size &&
      caught.every(([check, status]) => failed.get(check) === status) &&
      !isSolved(file, tree)
    )
  })
  const misconceptions = new Set(alike.map(({ misconception }) => misconception))
  return misconceptions.size === 1 ? alike[0]?.misconception : undefined
}

/** The status that came back last; 0 when nothing did. */
export function statusOf({ unanswered, exchanges }: Failure): number {
  return (unanswered ? undefined : exchanges.at(-1)?.answer.status) ?? 0
}
