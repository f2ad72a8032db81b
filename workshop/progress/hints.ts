import type { Explanation } from '../failure/explanation.ts'
import { failureMessage, headingOf, readHints } from '../lesson/texts.ts'
import { keepStep } from './copies.ts'
import { type Progress, progressOf, type StepProgress, writeProgress } from './progress.ts'

/** The next hint for a failure, as Markdown. Before the hint with the lines, the step is copied. */
export function takeHint(
  step: string,
  failure: Explanation | undefined,
  progress: Progress,
): string {
  if (!failure) return failureMessage('all is well')
  const { markdown, givesAway } = nextHint(step, failure, progressOf(progress, step))
  if (givesAway) keepStep(step)
  writeProgress(progress)
  return markdown
}

/** The hints for a failure, and how many were shown. Undefined if there are none. */
export function hintsFor(step: string, { check, place }: Explanation, progress: StepProgress) {
  const ladder = place && readHints(step).get(headingOf(place))
  if (!ladder || ladder.rungs.length === 0) return undefined
  // Another check, or another place of the same check, starts with the question again.
  const key = `${headingOf(place)}: ${check}`
  return { ladder, key, shown: Math.min(progress.hints[key] ?? 0, ladder.rungs.length) }
}

/**
 * Shows one more hint of the failure. Their number is stored in `progress`. The last one gives away
 * the lines of the solution.
 */
export function nextHint(step: string, failure: Explanation, progress: StepProgress) {
  const known = hintsFor(step, failure, progress)
  if (!known) return { markdown: failure.whatToDo.join('\n\n'), givesAway: false }
  const { ladder, key } = known
  const shown = Math.min(known.shown + 1, ladder.rungs.length)
  progress.hints[key] = shown
  const givesAway = shown === ladder.rungs.length
  const question = ladder.why ?? failureMessage('after the hints')
  const parts = [
    ...(failure.misconception ? [`It looks like this: ${failure.misconception}`] : []),
    ...ladder.rungs.slice(0, shown),
    ...(givesAway ? [`That was the last hint. To think about: ${question}`] : []),
  ]
  return { markdown: parts.join('\n\n'), givesAway }
}
