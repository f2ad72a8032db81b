import type { Place } from '../lesson/read-words.ts'

/** A failure in words, ready to be shown; what is not there is not known. */
export interface Explained {
  fact: string
  /** Sentences, the first one first. */
  whatToDo: string[]
  /** The request as a line to paste, or in words what a check did without one. */
  sent?: string
  note?: string
  cameBack?: string[]
  /** Any one of these would have been right. */
  expected: string[][]
  looksLike?: string
  /** Where the learner's own code was, innermost first: `steps/03-login/backends.ts:12 in authenticate`. */
  frames: string[]
  /** The file and line to open: `steps/03-login/backends.ts:12`. */
  open?: string
  /** Where the hints for it are found. */
  place?: Place
  hintCommand: string
}
