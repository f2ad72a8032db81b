import type { Explained } from '../failure/explained.ts'
import { readLessonWords } from '../failure/lesson-words.ts'
import { nextHint } from '../lesson/next-hint.ts'
import { sourcesIn } from '../lesson/starter.ts'
import { STEPS } from '../paths.ts'
import { keepCopy } from '../progress/kept-copies.ts'
import { type Progress, progressOf } from '../progress/progress.ts'
import { writeProgress } from '../progress/progress-file.ts'

/** The next hint for what failed, as Markdown; before it shows the lines, the step is kept. */
export async function hintFor(
  step: string,
  failure: Explained | undefined,
  progress: Progress,
): Promise<string> {
  const words = await readLessonWords(step)
  if (!failure) return words.kinds.get('all is well') ?? ''
  const { markdown, givesAway } = nextHint(step, failure, progressOf(progress, step), words)
  if (givesAway) keepCopy([...sourcesIn(STEPS, step).keys()])
  writeProgress(progress)
  return markdown
}
