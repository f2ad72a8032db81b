import type { Edit } from './edit.ts'

/** A right answer in another style. */
export interface Variant extends Edit {
  /**
   * What somebody who writes it so gains by it, and what it costs. Those that say so are shown to a
   * learner whose step passes: two of each step.
   */
  buys?: string
}
