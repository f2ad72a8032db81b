import type { Mistake } from '../../checks/harness/mistake.ts'
import { type Failure, failing, type StepReport } from '../runner/report.ts'

/**
 * The misconception, when the facts that do not hold, and the statuses that came instead, are those
 * of one known misconception and of no other.
 */
export function looksLike(report: StepReport, mistakes: readonly Mistake[]): string | undefined {
  if (report.verdicts.length < report.facts.length) return undefined
  const failed = new Map(failing(report).map(({ fact, failure }) => [fact, statusOf(failure)]))
  const alike = mistakes.filter(({ caughtBy }) => {
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
