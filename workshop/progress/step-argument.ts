import { findCheckedSteps, stepNamed } from '../lesson/steps.ts'
import { onlyName } from '../only-name.ts'
import { currentStep, type Progress, readProgress } from './progress.ts'

/**
 * The learner's progress, and the step that a command is about: the named one, or the current one.
 */
interface StepArgument {
  steps: string[]
  step: string
  named: boolean
  progress: Progress
}

/** @throws UsageError if the named step does not exist */
export function stepArgument(args: string[]): StepArgument {
  const progress = readProgress()
  const steps = findCheckedSteps().map(({ name }) => name)
  const typed = onlyName(args)
  const step = typed === undefined ? currentStep(progress, steps) : stepNamed(typed).name
  return { steps, step, named: typed !== undefined, progress }
}
