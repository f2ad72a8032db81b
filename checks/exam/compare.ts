import { type Entry, type PlayingTarget, type PlayOptions, play, type Transcript } from './play.ts'
import type { Session } from './session.ts'
import type { Target } from './target.ts'

/** The first move at which two runs of a session differ. */
export interface Difference {
  session: Session
  /** The index of the move. -1 is the start, when only the users exist. */
  move: number
  /** What both runs recorded before it. */
  before: Transcript
  expected: Entry
  actual: Entry
}

/** Runs a session on a target until it differs from a recorded transcript. */
export async function compare(
  session: Session,
  right: Transcript,
  target: Target,
  options: PlayOptions = {},
): Promise<Difference | undefined> {
  const seen = await play(session, target, {
    ...options,
    goOn: (actual, at) => !ends(right[at], actual),
  })
  return firstDifference(session, right, seen)
}

/** The same in the process of the API, if the session can run there to its end. */
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
  const at = seen.findIndex((actual, at) => ends(right[at], actual))
  const [expected, actual] = [right[at], seen[at]]
  if (!expected || !actual || isUnfair(expected, actual)) return undefined
  return { session, move: at - 1, before: right.slice(1, at), expected, actual }
}

/** Whether nothing can be compared after this move. */
function ends(expected: Entry | undefined, actual: Entry): boolean {
  return expected !== undefined && (isUnfair(expected, actual) || differs(expected, actual))
}

/** A call that failed is a call that the solution does not make, so the responses must differ. */
function isUnfair(expected: Entry, actual: Entry): boolean {
  return actual.hasFailed === true && !expected.hasFailed
}

function differs(expected: Entry, actual: Entry): boolean {
  return told(expected) !== told(actual)
}

function told({ hasFailed, ...entry }: Entry): string {
  return JSON.stringify(entry)
}
