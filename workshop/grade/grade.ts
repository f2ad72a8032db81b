import type { Explanation } from '../failure/explanation.ts'
import type { StepReport } from '../runner/report.ts'

/** How a step of a submission stands. */
export const OUTCOMES = [
  'passed',
  'failed',
  'does not compile',
  'crashed',
  'timed out',
  'not attempted',
  'refused',
  'not graded',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What was found out about one step. */
export interface StepGrade {
  step: string
  outcome: Outcome
  /** How many checks pass, of how many. */
  passing: number
  checks: number
  /** The first check that fails, or what else is in the way, in a few words. */
  first?: string
  /** Why, in the submission's or the compiler's words where they are known. */
  why?: string
  /** What else an instructor should know. */
  remarks: string[]
  /** Only the second run, without the checks, found something. */
  differs?: boolean
  /** The checks that ran, in their order. */
  verdicts?: { check: string; passed: boolean }[]
  /** The first failure in the workshop's words. */
  explanation?: Explanation
}

/** The same while it is being found out: with all that the checks told. */
export interface JudgedStep extends StepGrade {
  report?: StepReport
}

/** What was found out about one submission. */
export interface Grade {
  name: string
  /** Tells whether the same was graded before. */
  digest: string
  steps: StepGrade[]
  /** What was left out of the submission when it was read. */
  leftOut: string[]
}
