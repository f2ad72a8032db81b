import type { Edit } from './edit.ts'

/** A right solution in another style. */
export interface Variant extends Edit {
  /**
   * What this style gains, and what it costs. Two variants of each step have it, and are shown to
   * a learner whose step passes.
   */
  buys?: string
}
