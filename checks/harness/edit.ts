/** One small change to a file of the solution. */
export interface Edit {
  /** What somebody does, in a few words. */
  name: string
  /** A file below the tree. */
  file: string
  /** A text that stands in the file exactly once … */
  find: string
  /** … and what stands in its place. */
  replace: string
  /** A line that the change needs at the top of the file. */
  imports?: string
}
