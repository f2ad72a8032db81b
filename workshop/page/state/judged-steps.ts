import type { WorkshopState } from '../../loop/workshop.ts'
import { progressOf } from '../../progress/progress.ts'

/** The steps whose rules the learner's API has to follow: the current one, earlier ones and done ones. */
export function judgedSteps({
  steps,
  current,
  progress,
}: Pick<WorkshopState, 'steps' | 'current' | 'progress'>): ReadonlySet<string> {
  return new Set(steps.filter((step) => step <= current || progressOf(progress, step).done))
}
