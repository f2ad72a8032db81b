import path from 'node:path'
import type { Place } from '../lesson/read-words.ts'
import type { Failure } from '../runner/report.ts'
import { columnIn } from './column-in.ts'
import { findLine } from './find-line.ts'
import { findText } from './find-text.ts'
import { type Kind, todoSentence } from './kind-of-failure.ts'
import { type LikelyPlace, likelyPlace } from './likely-place.ts'
import type { Frame } from './project-frames.ts'

/** Where a learner is to look. */
export interface WhereToLook {
  /** The line to open. */
  at?: Frame
  /** Whose hints fit. */
  place?: Place
  /** The step before this one that is not finished, when the failure comes from there. */
  earlier?: string
  /** The fact's own place is finished, and this one is not. */
  instead?: LikelyPlace
  /** The column that has no value: more to the point than the fact's words. */
  column?: Frame
}

/**
 * Finds the place of a failure: the TODO that was met, the learner's line that threw, the column that
 * has no value, or else the place that the fact names.
 *
 * @param frames the learner's own lines on the stack
 */
export function whereToLook(
  { step, failure, kind, named }: { step: string; failure: Failure; kind: Kind; named?: Place },
  frames: Frame[],
  tree: string,
): WhereToLook {
  if (kind === 'not written yet') {
    const at = frames[0] ?? findText(tree, 'todo(', todoSentence(failure) ?? '')
    if (at) return { at, place: named, earlier: earlierStep(at, step, tree) }
  }
  const [frame] = kind === 'wrong answer' ? [] : frames
  if (frame) return { at: frame, place: named }
  const column = columnIn(tree, failure.error)
  if (column) return { at: column, place: named, column }
  if (!named) return {}
  const likely = likelyPlace(step, named, tree)
  const at = lineOf(likely.place, tree)
  return { at, place: likely.place, instead: likely.place === named ? undefined : likely }
}

function lineOf({ file, symbol }: Place, tree: string): Frame {
  const whole = path.join(tree, file)
  return { file: whole, line: findLine(whole, symbol) }
}

/** The step in whose folder the TODO is, when that comes before the step being checked. */
function earlierStep({ file }: Frame, step: string, tree: string): string | undefined {
  const [folder = ''] = path.relative(tree, file).split(path.sep)
  return /^\d\d-/.test(folder) && folder < step ? folder : undefined
}
