import { applyEdit } from '../../checks/harness/edit.ts'
import type { Mistake } from '../../checks/harness/mistake.ts'
import { SOLUTIONS } from '../paths.ts'
import { type Failure, failing, type StepReport } from '../runner/report.ts'
import { codeIn, codeOf, isSolved, textIn } from './source.ts'

/**
 * The misconception behind a failure: that of the mistake whose lines the learner has written, or
 * else that of the only mistake that fails the same checks with the same statuses. A mistake does
 * not apply to a file that is the same as in the solution.
 */
export function knownMisconception(
  report: StepReport,
  mistakes: readonly Mistake[],
  tree: string,
): string | undefined {
  const failed = new Map(failing(report).map(({ check, failure }) => [check, statusOf(failure)]))
  const files = new Set(mistakes.map(({ file }) => file))
  const changed = [...files].filter((file) => !isSolved(file, tree))
  const possible = mistakes.filter(({ file }) => changed.includes(file))
  const written = possible.filter((mistake) => {
    return Object.keys(mistake.caughtBy).some((check) => failed.has(check)) && stands(mistake, tree)
  })
  if (written.length > 0) return onlyOne(written)
  if (report.verdicts.length < report.checks.length) return undefined
  const alike = possible.filter(({ caughtBy }) => {
    const caught = Object.entries(caughtBy)
    return (
      caught.length === failed.size &&
      caught.every(([check, status]) => failed.get(check) === status)
    )
  })
  return onlyOne(alike)
}

function onlyOne(mistakes: Mistake[]): string | undefined {
  const misconceptions = new Set(mistakes.map(({ misconception }) => misconception))
  return misconceptions.size === 1 ? mistakes[0]?.misconception : undefined
}

/** Whether a learner's file equals the solution's with this mistake, as `isSolved` compares. */
function stands(mistake: Mistake, tree: string): boolean {
  const solution = textIn(SOLUTIONS, mistake.file)
  if (solution.split(mistake.find).length !== 2) return false
  return codeIn(tree, mistake.file) === codeOf(applyEdit(solution, mistake))
}

/** The last status, or 0 if there was no response. */
function statusOf({ unanswered, exchanges }: Failure): number {
  return (unanswered ? undefined : exchanges.at(-1)?.answer.status) ?? 0
}
