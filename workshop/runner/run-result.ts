import type { StepReport } from './report.ts'

/** Is told each time a report has changed; `done` when its step has its verdict. */
export type OnReport = (report: StepReport, done: boolean) => void

export interface RunOptions {
  onReport?: OnReport
  /** Ends the run, and the process. */
  signal?: AbortSignal
}

export interface RunResult {
  /** A report for each step that was begun; the last one tells what stopped the run, if it did. */
  reports: StepReport[]
  /** What the subject's code printed. */
  printed: string
}
