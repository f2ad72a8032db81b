import type { Explained } from '../failure/explained.ts'
import type { LessonWords } from '../failure/lesson-words.ts'
import type { StepProgress } from '../progress/progress.ts'
import { headingOf, readHints } from './read-hints.ts'

/** What the learner has been told so far about a failure, as Markdown. */
export interface Hint {
  markdown: string
  /** It shows the lines of the solution. */
  givesAway: boolean
}

/** Takes one step down the ladder of the failure; the step reached is remembered in `progress`. */
export function nextHint(
  step: string,
  failure: Explained,
  progress: StepProgress,
  words: LessonWords,
): Hint {
  const ladder = failure.place && readHints(step).get(headingOf(failure.place))
  if (!failure.place || !ladder || ladder.rungs.length === 0) {
    return { markdown: failure.whatToDo.join('\n\n'), givesAway: false }
  }
  const key = headingOf(failure.place)
  const shown = Math.min((progress.hints[key] ?? 0) + 1, ladder.rungs.length)
  progress.hints[key] = shown
  const givesAway = shown === ladder.rungs.length
  const parts = [
    ...(failure.looksLike ? [`It looks like this: ${failure.looksLike}`] : []),
    ...ladder.rungs.slice(0, shown),
    ...(givesAway ? [afterwards(ladder.why ?? words.kinds.get('after the hints'))] : []),
  ]
  return { markdown: parts.join('\n\n'), givesAway }
}

function afterwards(question = ''): string {
  return `That was the last hint. To think about: ${question}`
}
