import { failing, passed, passing, type StepReport } from '../runner/report.ts'
import type { JudgedStep } from './grade.ts'
import type { Ended } from './sandbox/sandbox.ts'

/** The outcome of a step whose tree cannot be served. */
export function notServed({ how, message }: Ended) {
  const outcome = how === 'timed out' ? ('timed out' as const) : ('crashed' as const)
  return { outcome, passing: 0, checks: 0, first: 'the API can be loaded', why: message }
}

/** The outcome of a step, from its checks and the end of its process. */
export function gradeOf(
  report: StepReport,
  ended: Ended | undefined,
  remarks: string[],
): JudgedStep {
  const { step, checks, verdicts } = report
  const counts = { passing: passing(report).length, checks: checks.length }
  const first = failing(report)[0]?.check ?? checks[verdicts.length]
  const known = { step, ...counts, first, remarks, report }
  if (ended) {
    const outcome = ended.how === 'timed out' ? 'timed out' : 'crashed'
    return { ...known, outcome, why: ended.message }
  }
  if (passed(report)) return { step, ...counts, remarks, report, outcome: 'passed' }
  const unanswered = verdicts.some(({ failure }) => failure?.unanswered)
  return { ...known, outcome: unanswered ? 'timed out' : 'failed' }
}
