import type { Explained } from '../failure/explained.ts'
import type { Progress } from '../progress/progress.ts'
import type { StepReport } from '../runner/report.ts'

/** Everything that the loop shows; whoever draws it decides how. */
export interface WorkshopState {
  /** All steps, in order. */
  steps: string[]
  /** The step the learner works at. */
  current: string
  progress: Progress
  checking: boolean
  /** The newest report of the current step. */
  report?: StepReport
  /** The newest report of each step that has been checked. */
  reports: Record<string, StepReport>
  /** What its first failure means. */
  failure?: Explained
  /** Type errors in the learner's tree: `steps/01-token-model/models.ts:12: …` each. */
  typeErrors: string[]
  /** What the learner's code printed. */
  printed: string
  /** A sentence in answer to the last key. */
  notice?: string
}
