import { failing, type StepReport } from '../runner/report.ts'
import { explainFailure, type Subject } from './explain-failure.ts'
import { explainStop } from './explain-stop.ts'
import type { Explained } from './explained.ts'
import { readLessonWords } from './lesson-words.ts'

/** What a learner is to read about a step first: the first fact that does not hold, in words. */
export async function explainReport(
  report: StepReport,
  subject: Subject,
): Promise<Explained | undefined> {
  const words = await readLessonWords(report.step)
  if (report.stopped) return explainStop(report, report.stopped, words, subject)
  const first = failing(report)[0]
  if (!first?.failure) return undefined
  return explainFailure({ ...first, failure: first.failure }, report, words, subject)
}
