import type { Explanation } from '../failure/explanation.ts'
import { sourcesIn } from '../lesson/starter.ts'
import { headingOf, readFailureMessages, readHints } from '../lesson/texts.ts'
import { STEPS } from '../paths.ts'
import { keepCopy } from './copies.ts'
import { type Progress, progressOf, type StepProgress, writeProgress } from './progress.ts'

/** The next hint for what failed, as Markdown; before it shows the lines, the step is kept. */
export function takeHint(
  step: string,
  failure: Explanation | undefined,
  progress: Progress,
): string {
  if (!failure) return readFailureMessages().get('all is well') ?? ''
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

/** Takes one step down the ladder of the failure; how far is remembered in `progress`, for each check. */
export function nextHint(step: string, failure: Explanation, progress: StepProgress): Hint {
  const key = failure.place && headingOf(failure.place)
  const ladder = key && readHints(step).get(key)
  if (!key || !ladder || ladder.rungs.length === 0) {
    return { markdown: failure.whatToDo.join('\n\n'), givesAway: false }
  }
  // Another check begins with the question again, though it leads to the same place.
  const shown = Math.min((progress.hints[failure.check] ?? 0) + 1, ladder.rungs.length)
  progress.hints[failure.check] = shown
  const givesAway = shown === ladder.rungs.length
  const question = ladder.why ?? readFailureMessages().get('after the hints') ?? ''
  const parts = [
    ...(failure.misconception ? [`It looks like this: ${failure.misconception}`] : []),
    ...ladder.rungs.slice(0, shown),
    ...(givesAway ? [`That was the last hint. To think about: ${question}`] : []),
  ]
  return { markdown: parts.join('\n\n'), givesAway }
}
