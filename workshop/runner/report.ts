import type { Difference } from '../../checks/exam/compare.ts'
import { stackOf } from '../../checks/harness/caller.ts'
import type { Asked, Exchange } from '../../checks/harness/exchange.ts'
import type { Expected } from '../../checks/harness/expectation.ts'

/** An error from another process. */
export interface ErrorReport {
  name: string
  message: string
  stack: string
  /** The place that it names, if there is one. */
  at?: { file: string; line: number }
}

/** Why a check failed, as far as its process knows. */
export interface Failure {
  /** The exchanges up to the failure, oldest first. */
  exchanges: Exchange[]
  /** The expected last responses. Any one of them is right. */
  expected: Expected[]
  /** The error that the tree's own code threw, or that ended the check. */
  error?: ErrorReport
  /** The error was thrown outside any request, while this request was sent. */
  outside?: { asked?: Asked }
  /** The request without a response, and the time in milliseconds. */
  unanswered?: { asked?: Asked; waited: number }
}

/** A check that ran, and why it failed, if it did. */
export interface Verdict {
  check: string
  failure?: Failure
  /** Why it did not run to its end. It then counts neither as passed nor as failed. */
  skipped?: string
}

/** Why a run ended before every check had its verdict. `during` is the check that was running. */
export type Stop =
  | { why: 'not-loaded'; error: ErrorReport }
  | { why: 'exited' | 'hung'; during?: string }

/** The result of the exam so far. */
export interface ExamOutcome {
  seed: number
  /** The number of sessions. */
  sessions: number
  /** The number of finished sessions. If there is a difference, it is in the last one. */
  played: number
  difference?: Difference
  /** Why there was no exam. */
  error?: string
}

/** The results of one step. */
export interface StepReport {
  step: string
  /** All checks of the step, in the order of its suite. */
  checks: string[]
  /** The verdicts in the same order. There are fewer if the run stopped. */
  verdicts: Verdict[]
  stopped?: Stop
  /** Present if every check passes. */
  exam?: ExamOutcome
}

/** The messages of the process that runs the checks, in this order. */
export type ChildMessage =
  | { type: 'ready' }
  | { type: 'checks'; step: string; checks: string[] }
  | { type: 'checking'; step: string; check: string }
  | ({ type: 'verdict'; step: string } & Verdict)
  | { type: 'step-end'; step: string }
  | { type: 'not-loaded'; step: string; error: ErrorReport }
  | { type: 'end' }

/** Whether every check of the step passed, and the exam has found no difference so far. */
export function passed(report: StepReport): boolean {
  return checksPass(report) && !report.exam?.difference && !report.exam?.error
}

/** Whether the exam has found a difference in the step. */
export function differs({ exam }: StepReport): boolean {
  return exam?.difference !== undefined
}

/** Whether every check of the step passed, except those that were skipped. */
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

/** The state of a step after its exam, in one line. None if there was no exam. */
export function verdictLines(report: StepReport | undefined): string[] {
  if (!report?.exam) return []
  return [`${report.step}: ${passed(report) ? 'passed' : 'failed'}. ${examLine(report.exam)}`]
}

/** The result of an exam, in one line. */
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

/**
 * An error in a form that can be sent to another process. A learner's code can also throw other
 * values.
 */
export function reportError(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' }
  return { name: String(error.name), message: String(error.message), stack: stackOf(error) }
}

/**
 * The results of a step's checks, in one line: `03-login: failed, 9 of 17 checks pass`.
 *
 * Whether the step passes is known only after the exam.
 */
export function stepLine(report: StepReport): string {
  const { step, checks, verdicts, stopped } = report
  if (stopped?.why === 'not-loaded') return `${step}: failed, the API cannot be loaded`
  const count = `${passing(report).length} of ${checks.length} checks pass`
  const skipped = verdicts.filter((verdict) => verdict.skipped !== undefined).length
  const others = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${step}: ${checksPass(report) ? '' : 'failed, '}${count}${others}`
}

/** The same with the first failing check, or the check that was running at the end. */
export function stepLineWithCheck(report: StepReport): string {
  const { stopped } = report
  const during = stopped && stopped.why !== 'not-loaded' ? stopped.during : undefined
  const check = during ?? failing(report)[0]?.check
  return check === undefined ? stepLine(report) : `${stepLine(report)}; first: ${check}`
}

/** Whether the failed check passes if some files of the tree are replaced. */
export type Passes = (exchanged: ReadonlyMap<string, string>) => Promise<boolean>
