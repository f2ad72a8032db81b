import type { StepReport } from '../runner/report.ts'

/** Something that can be checked. */
export interface OpenedSubject {
  /** The folder whose files are named in failures. */
  tree: string
  /** Where it answers, for lines to paste. */
  base: string
  /** Checks some steps, and tells each report as soon as it is there. */
  check(steps: string[], onReport: (report: StepReport) => void): Promise<StepReport[]>
  /** Removes what was made for the checks. */
  close(): void
}
