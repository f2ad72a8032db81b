import type { Edit } from './edit.ts'

/** A mistake that people really make: an edit of the solution, and the checks that catch it. */
export interface Mistake extends Edit {
  /**
   * The checks of the step's suite that fail with it, and no others, each with the status
   * of the response.
   */
  caughtBy: Record<string, number>
  /** No check of the step catches it, only the step's exam. */
  exam?: true
  /** One or two sentences for the learner: what is wrong, and what to do. */
  misconception: string
}
