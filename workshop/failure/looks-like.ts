import type { KnownMistake } from '../lesson/read-mistakes.ts'
import { failing, type StepReport } from '../runner/report.ts'

/**
 * The misconception, when the facts that do not hold, and the statuses that came back instead, are
 * those of one known mistake and no other.
 */
export function looksLike(
  report: StepReport,
  mistakes: readonly KnownMistake[],
): string | undefined {
  if (report.verdicts.length < report.facts.length) return undefined
  const failed = new Map(
    failing(report).map(({ fact, failure }) => [
      fact,
      failure?.exchanges.at(-1)?.answer.status ?? 0,
    ]),
  )
  const alike = mistakes.filter(({ caughtBy }) => {
    const caught = Object.entries(caughtBy)
    return (
      caught.length === failed.size && caught.every(([fact, status]) => failed.get(fact) === status)
    )
  })
  return alike.length === 1 ? alike[0]?.misconception : undefined
}
