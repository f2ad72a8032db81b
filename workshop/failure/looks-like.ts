import type { KnownMistake } from '../lesson/read-mistakes.ts'
import { failing, type StepReport } from '../runner/report.ts'

/** The misconception, when the facts that do not hold are those of one known mistake and no other. */
export function looksLike(
  report: StepReport,
  mistakes: readonly KnownMistake[],
): string | undefined {
  if (report.verdicts.length < report.facts.length) return undefined
  const failed = failing(report).map(({ fact }) => fact)
  const alike = mistakes.filter(({ caughtBy }) => {
    const caught = caughtBy.filter((fact) => report.facts.includes(fact))
    return caught.length === failed.length && caught.every((fact) => failed.includes(fact))
  })
  return alike.length === 1 ? alike[0]?.misconception : undefined
}
