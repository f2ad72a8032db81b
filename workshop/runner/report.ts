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

/** Why a fact does not hold, as far as the process that checked it can tell. */
export interface Failure {
  /** What was sent before it was clear, oldest first. */
  exchanges: Exchange[]
  /** What should have come back last: any one of these. */
  expected: Expected[]
  /** What the subject's own code threw, or what ended the check. */
  error?: ErrorReport
  /** The error was thrown where no request was waiting for it, while this was asked. */
  outside?: { asked?: Asked }
  /** What has had no answer, and for how many milliseconds it was waited for. */
  unanswered?: { asked?: Asked; waited: number }
}

/** One check, and why it failed if it did. */
export interface FactReport {
  step: string
  fact: string
  failure?: Failure
}

/** What the process that runs the checks tells, in this order. */
export type ChildMessage =
  | { type: 'ready' }
  | { type: 'facts'; step: string; facts: string[] }
  | { type: 'checking'; step: string; fact: string }
  | ({ type: 'fact' } & FactReport)
  | { type: 'step-end'; step: string }
  | { type: 'not-loaded'; step: string; error: ErrorReport }
  | { type: 'end' }

/** Why a run ended before every check had its verdict; `during` is the check that was running. */
export type Stop =
  | { why: 'not-loaded'; error: ErrorReport }
  | { why: 'exited' | 'hung'; during?: string }

/** What is known of one step after a run. */
export interface StepReport {
  step: string
  /** All facts of the step, in the order of its suite. */
  facts: string[]
  /** The verdicts, in the same order; fewer than facts when the run stopped. */
  verdicts: FactReport[]
  stopped?: Stop
}

/** Tells whether every check of the step passed. */
export function passed({ facts, verdicts, stopped }: StepReport): boolean {
  return (
    !stopped &&
    facts.length > 0 &&
    verdicts.length === facts.length &&
    verdicts.every(({ failure }) => !failure)
  )
}

/** The facts of the step that hold. */
export function holding({ verdicts }: StepReport): FactReport[] {
  return verdicts.filter(({ failure }) => !failure)
}

/** The facts of the step that do not hold. */
export function failing({ verdicts }: StepReport): FactReport[] {
  return verdicts.filter(({ failure }) => failure)
}
