import type { Edit } from './edit.ts'

/** A wrong turn that people really take, and what it looks like. */
export interface Mistake extends Edit {
  /**
   * The facts of the step's suite that then do not hold, these and no others, each with the status
   * that comes back instead.
   */
  caughtBy: Record<string, number>
  /** One sentence: what is behind it. */
  misconception: string
}
