/** Something that the workshop needs on this machine. */
export interface Need {
  name: string
  met: boolean
  /** What was found and, if that is not enough, what to do. */
  about: string
}
