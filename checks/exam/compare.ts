import { type Entry, type PlayOptions, play, type Transcript } from './play.ts'
import type { Session } from './session.ts'
import type { Target } from './target.ts'

/** The first move after which two plays of a session differ. */
export interface Difference {
  session: Session
  /** The move; -1 is the beginning, when only the people are there. */
  move: number
  /** What was seen of both before it, from the first move on. */
  before: Transcript
  expected: Entry
  actual: Entry
}

/** Plays a session on a target until it differs from what was seen before. */
export async function compare(
  session: Session,
  right: Transcript,
  target: Target,
  options: PlayOptions = {},
): Promise<Difference | undefined> {
  let found: Difference | undefined
  await play(session, target, {
    ...options,
    goOn(actual, at) {
      const expected = right[at]
      if (!expected || JSON.stringify(expected) === JSON.stringify(actual)) return true
      found = { session, move: at - 1, before: right.slice(1, at), expected, actual }
      return false
    },
  })
  return found
}
