import { failing, type StepReport } from '../runner/report.ts'
import type { Source } from './checked-code.ts'
import { explainCheck } from './explain-check.ts'
import { explainExam } from './explain-exam.ts'
import { explainStop } from './explain-stop.ts'
import { type Explanation, nearestFirst, placeOf } from './explanation.ts'
import { proveWhere } from './prove-where.ts'

/** The explanation of a step's first failing check. */
export async function explainReport(
  report: StepReport,
  source: Source,
): Promise<Explanation | undefined> {
  if (report.stopped) return explainStop(report, report.stopped, source.tree)
  const [first] = failing(report)
  if (first) return explainCheck(first, report, source)
  const { difference } = report.exam ?? {}
  return difference && explainExam(difference, source.base)
}

/** The same with its proved cause, where there is time to wait for it. */
export async function explainProved(
  report: StepReport,
  source: Source,
  typeErrors: string[] = [],
): Promise<Explanation | undefined> {
  const guess = await explainReport(report, source)
  return guess && proveWhere(withTypeError(guess, typeErrors), report, source)
}

/**
 * Shows the first type error of a step before anything that is not proved, instead of a guess: what
 * the compiler refuses is wrong, whatever the check is about.
 *
 * @param errors those of the step, as `file:line: message`
 */
export function withTypeError(explanation: Explanation, errors: string[]): Explanation {
  const { proved, typed, guess } = explanation
  const open = placeOf(nearestFirst(errors, explanation)[0])
  if (proved || typed || open === undefined) return explanation
  const seen = guess || explanation.open === open ? undefined : explanation.open
  return { ...explanation, open, alsoOpen: seen, guess: false, typed: true }
}
