import type { Explanation } from '../failure/explanation.ts'
import type { Passes, StepReport } from '../runner/report.ts'

/** The result of a step. */
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

/** The grade of one step. */
export interface StepGrade {
  step: string
  outcome: Outcome
  /** How many checks pass, and how many there are. */
  passing: number
  checks: number
  /** The first check that fails, or another reason, in a few words. */
  first?: string
  /** The reason, in the submission's or the compiler's words if there are any. */
  why?: string
  /** Remarks for the instructor. */
  remarks: string[]
  /** Only the second run or the exam found a difference. */
  differs?: boolean
  /** The checks that ran, in order. */
  verdicts?: { check: string; passed: boolean }[]
  /** The explanation of the first failure. */
  explanation?: Explanation
}

/** A grade with the full report of the checks. */
export interface JudgedStep extends StepGrade {
  report?: StepReport
  /** Whether the first check that fails passes with other sources in the judged tree. */
  passes?: Passes
}

/** The grade of one submission. */
export interface Grade {
  name: string
  /** The digest of the submission, to recognise it again. */
  digest: string
  steps: StepGrade[]
  /** What was left out when the submission was read. */
  leftOut: string[]
}
