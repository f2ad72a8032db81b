/** Something the workshop needs of this machine. */
export interface Need {
  name: string
  met: boolean
  /** What was found, and where it is not met, what to do. */
  about: string
}
