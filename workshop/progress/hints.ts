import type { Explanation } from '../failure/explanation.ts'
import { sourcesIn } from '../lesson/starter.ts'
import { failureMessage, headingOf, readHints } from '../lesson/texts.ts'
import { STEPS } from '../paths.ts'
import { keepCopy } from './copies.ts'
import { type Progress, progressOf, type StepProgress, writeProgress } from './progress.ts'

/** The next hint for what failed, as Markdown; before it shows the lines, the step is kept. */
export function takeHint(
  step: string,
  failure: Explanation | undefined,
  progress: Progress,
): string {
  if (!failure) return failureMessage('all is well')
  const { markdown, givesAway } = nextHint(step, failure, progressOf(progress, step))
  if (givesAway) keepCopy([...sourcesIn(STEPS, step).keys()])
  writeProgress(progress)
  return markdown
}

/** What the learner has been told so far about a failure, as Markdown. */
export interface Hint {
  markdown: string
  /** It shows the lines of the solution. */
  givesAway: boolean
}

/** The hints for a failure and how many of them were shown; undefined when there are none for it. */
export function hintsFor(step: string, { check, place }: Explanation, progress: StepProgress) {
  const ladder = place && readHints(step).get(headingOf(place))
  if (!ladder || ladder.rungs.length === 0) return undefined
  // Another check begins with the question again, though it leads to the same place.
  return { ladder, shown: Math.min(progress.hints[check] ?? 0, ladder.rungs.length) }
}

/** Takes one step down the ladder of the failure; how far is remembered in `progress`, for each check. */
export function nextHint(step: string, failure: Explanation, progress: StepProgress): Hint {
  const known = hintsFor(step, failure, progress)
  if (!known) return { markdown: failure.whatToDo.join('\n\n'), givesAway: false }
  const { ladder } = known
  const shown = Math.min(known.shown + 1, ladder.rungs.length)
  progress.hints[failure.check] = shown
  const givesAway = shown === ladder.rungs.length
  const question = ladder.why ?? failureMessage('after the hints')
  const parts = [
    ...(failure.misconception ? [`It looks like this: ${failure.misconception}`] : []),
    ...ladder.rungs.slice(0, shown),
    ...(givesAway ? [`That was the last hint. To think about: ${question}`] : []),
  ]
  return { markdown: parts.join('\n\n'), givesAway }
}
