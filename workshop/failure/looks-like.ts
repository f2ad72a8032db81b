import type { Mistake } from '../../checks/harness/mistake.ts'
import { type Failure, failing, type StepReport } from '../runner/report.ts'
import { isFinished } from './is-finished.ts'

/**
 * The misconception, when the facts that do not hold, and the statuses that came instead, are those
 * of one known misconception and of no other. A mistake in a file that is as in the reference is none.
 */
export function looksLike(
  report: StepReport,
  mistakes: readonly Mistake[],
  tree: string,
): string | undefined {
  if (report.verdicts.length < report.facts.length) return undefined
  const failed = new Map(failing(report).map(({ fact, failure }) => [fact, statusOf(failure)]))
  const alike = mistakes.filter(({ caughtBy, file }) => {
    if (isFinished(file, tree)) return false
    const caught = Object.entries(caughtBy)
    return (
      caught.length === failed.size && caught.every(([fact, status]) => failed.get(fact) === status)
    )
  })
  const misconceptions = new Set(alike.map(({ misconception }) => misconception))
  return misconceptions.size === 1 ? alike[0]?.misconception : undefined
}

/** The status that came back last; 0 when nothing did. */
function statusOf(failure: Failure | undefined): number {
  return (failure?.unanswered ? undefined : failure?.exchanges.at(-1)?.answer.status) ?? 0
}
