import type { Difference } from '../../checks/exam/compare.ts'
import { stackOf } from '../../checks/harness/caller.ts'
import type { Asked, Exchange } from '../../checks/harness/exchange.ts'
import type { Expected } from '../../checks/harness/expectation.ts'

/** An error, as it comes from another process. */
export interface ErrorReport {
  name: string
  message: string
  stack: string
  /** The place that it is about, if it names one. */
  at?: { file: string; line: number }
}

/** Why a check failed, as far as the process that ran it can tell. */
export interface Failure {
  /** What was sent before it was clear, oldest first. */
  exchanges: Exchange[]
  /** What should have come back last: any one of these. */
  expected: Expected[]
  /** What the tree's own code threw, or what ended the check. */
  error?: ErrorReport
  /** The error was thrown where no request was waiting for it, while this was asked. */
  outside?: { asked?: Asked }
  /** What has had no answer, and for how many milliseconds it was waited for. */
  unanswered?: { asked?: Asked; waited: number }
}

/** A check that ran, and why it failed if it did. */
export interface Verdict {
  check: string
  failure?: Failure
  /** Why it was not run to its end; such a check counts neither as passed nor as failed. */
  skipped?: string
}

/** Why a run ended before every check had its verdict; `during` is the check that was running. */
export type Stop =
  | { why: 'not-loaded'; error: ErrorReport }
  | { why: 'exited' | 'hung'; during?: string }

/** What came of the exam, as far as it was played. */
export interface ExamOutcome {
  seed: number
  /** How many sessions there are to play. */
  sessions: number
  /** How many have been played; the last one differed, if there is a difference. */
  played: number
  difference?: Difference
  /** Why there was none. */
  error?: string
}

/** What is known of one step after a run. */
export interface StepReport {
  step: string
  /** All checks of the step, in the order of its suite. */
  checks: string[]
  /** The verdicts, in the same order; fewer than checks when the run stopped. */
  verdicts: Verdict[]
  stopped?: Stop
  /** Sat when every check passes. */
  exam?: ExamOutcome
}

/** What the process that runs the checks tells, in this order. */
export type ChildMessage =
  | { type: 'ready' }
  | { type: 'checks'; step: string; checks: string[] }
  | { type: 'checking'; step: string; check: string }
  | ({ type: 'verdict'; step: string } & Verdict)
  | { type: 'step-end'; step: string }
  | { type: 'not-loaded'; step: string; error: ErrorReport }
  | { type: 'end' }

/** Tells whether every check of the step passed, and the exam agrees as far as it was played. */
export function passed(report: StepReport): boolean {
  return checksPass(report) && !report.exam?.difference && !report.exam?.error
}

/** Tells whether every check of the step passed, but for those that were skipped. */
export function checksPass(report: StepReport): boolean {
  const { checks, verdicts, stopped } = report
  return (
    !stopped &&
    passing(report).length > 0 &&
    verdicts.length === checks.length &&
    verdicts.every(({ failure }) => !failure)
  )
}

/** The checks of the step that pass. */
export function passing({ verdicts }: StepReport): Verdict[] {
  return verdicts.filter(({ failure, skipped }) => !failure && skipped === undefined)
}

/** The checks of the step that fail. */
export function failing({ verdicts }: StepReport): (Verdict & { failure: Failure })[] {
  return verdicts.flatMap(({ check, failure }) => (failure ? [{ check, failure }] : []))
}

/** A report of a step that has sat the exam. */
type Examined = StepReport & { exam: ExamOutcome }

export function hasExam(report: StepReport | undefined): report is Examined {
  return report?.exam !== undefined
}

/** How a step stands after its exam, in one line. */
export function verdictLine(report: Examined): string {
  return `${report.step}: ${passed(report) ? 'passed' : 'failed'}. ${examLine(report.exam)}`
}

/** How an exam went, in one line. */
export function examLine({ seed, sessions, played, difference, error }: ExamOutcome): string {
  if (error) return `Exam: not sat, ${error}`
  if (difference)
    return `Exam: session ${played} of ${sessions} differs from the solution (seed ${seed})`
  return `Exam: ${played} of ${sessions} sessions match the solution (seed ${seed})`
}

/** A step that could not be checked at all. */
export function notLoaded(step: string, error: ErrorReport): StepReport {
  return { step, checks: [], verdicts: [], stopped: { why: 'not-loaded', error } }
}

/** An error in a form that another process can read; learners throw other things, too. */
export function reportError(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' }
  return { name: String(error.name), message: String(error.message), stack: stackOf(error) }
}

/**
 * How the checks of a step went, in one line: `03-login: failed, 9 of 17 checks pass`.
 *
 * Whether a step passes is known after the exam.
 */
export function stepLine(report: StepReport): string {
  const { step, checks, verdicts, stopped } = report
  if (stopped?.why === 'not-loaded') return `${step}: failed, the API cannot be loaded`
  const count = `${passing(report).length} of ${checks.length} checks pass`
  const skipped = verdicts.filter((verdict) => verdict.skipped !== undefined).length
  const others = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${step}: ${checksPass(report) ? '' : 'failed, '}${count}${others}`
}

/** The same with the first check that fails, or that was being checked at the end. */
export function stepLineWithCheck(report: StepReport): string {
  const { stopped } = report
  const during = stopped && stopped.why !== 'not-loaded' ? stopped.during : undefined
  const check = during ?? failing(report)[0]?.check
  return check === undefined ? stepLine(report) : `${stepLine(report)}; first: ${check}`
}

/** Tells whether what failed passes with these texts in the place of a tree's files. */
export type Passes = (exchanged: ReadonlyMap<string, string>) => Promise<boolean>
