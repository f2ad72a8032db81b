import { passed, type StepReport } from '../runner/report.ts'
import { noteOutcome, type Progress, progressOf } from './progress.ts'

interface Noted {
  /** The step whose file was saved before. */
  changed?: string
  /** The steps with type errors, which do not pass. */
  mistyped?: string[]
}

/**
 * Stores the results of steps. A tree that cannot be loaded changes nothing.
 *
 * A step is done when its checks pass, the compiler finds nothing in it, and an exam agrees: its
 * own, or that of a later step, which sends the requests of the earlier ones too. Until then, its
 * result is not known.
 */
export function noteReports(
  progress: Progress,
  reports: StepReport[],
  { changed, mistyped = [] }: Noted = {},
): void {
  for (const report of reports) {
    const { step, stopped, checks, exam } = report
    if (stopped && checks.length === 0) continue
    const passes = passed(report) && !mistyped.includes(step)
    const isExamined = reports.some((each) => each.step >= step && agrees(each))
    if (passes && !isExamined && awaitsExam(progress, step)) continue
    noteOutcome(progress, step, passes, changed)
    if (exam?.difference) progressOf(progress, step).differs = true
  }
}

/** Whether checks that pass are not enough: no exam has agreed, or the last one found a difference. */
export function awaitsExam(progress: Progress, step: string): boolean {
  const { done, differs } = progressOf(progress, step)
  return !done || differs === true
}

function agrees({ exam }: StepReport): boolean {
  return exam !== undefined && !exam.difference && !exam.error
}
