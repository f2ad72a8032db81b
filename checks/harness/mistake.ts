import type { Edit } from './edit.ts'

/** A wrong turn that people really take, and what it looks like. */
export interface Mistake extends Edit {
  /**
   * The checks of the step's suite that then fail, these and no others, each with the status
   * that comes back instead.
   */
  caughtBy: Record<string, number>
  /** No check of the step notices it; the step's exam does. */
  exam?: true
  /** One sentence: what is behind it. */
  misconception: string
}
