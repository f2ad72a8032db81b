import { type Entry, type PlayingTarget, type PlayOptions, play, type Transcript } from './play.ts'
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
  const seen = await play(session, target, {
    ...options,
    goOn: (actual, at) => !differs(right[at], actual),
  })
  return firstDifference(session, right, seen)
}

/** The same, in the process of the API if it can be played there to its end. */
export async function compareInside(
  session: Session,
  right: Transcript,
  target: PlayingTarget,
  options: PlayOptions = {},
): Promise<Difference | undefined> {
  const seen = await target.playInside?.(session)
  return seen ? firstDifference(session, right, seen) : compare(session, right, target, options)
}

function firstDifference(
  session: Session,
  right: Transcript,
  seen: Transcript,
): Difference | undefined {
  const at = seen.findIndex((actual, at) => differs(right[at], actual))
  const [expected, actual] = [right[at], seen[at]]
  if (!expected || !actual) return undefined
  return { session, move: at - 1, before: right.slice(1, at), expected, actual }
}

function differs(expected: Entry | undefined, actual: Entry): boolean {
  return expected !== undefined && JSON.stringify(expected) !== JSON.stringify(actual)
}
