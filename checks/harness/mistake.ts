/** A wrong turn that people really take: one small edit of the reference, and what it looks like. */
export interface Mistake {
  /** What somebody does, in a few words. */
  name: string
  /** A file below the tree. */
  file: string
  /** A text that stands in the reference's file exactly once … */
  find: string
  /** … and what somebody writes in its place. */
  replace: string
  /** The facts of the suite that then do not hold: these, and no others. */
  caughtBy: string[]
  /** One sentence: what is behind it. */
  misconception: string
}
