import { parseArgs } from 'node:util'
import { findCheckedSteps, stepNamed } from '../lesson/steps.ts'
import { currentStep, type Progress, readProgress } from './progress.ts'

/** Where the learner stands, and the step that a command is about: the one named, or the current. */
export interface StepArgument {
  steps: string[]
  step: string
  named: boolean
  progress: Progress
}

/** @throws UsageError when the step named does not exist */
export function stepArgument(args: string[]): StepArgument {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const progress = readProgress()
  const steps = findCheckedSteps().map(({ name }) => name)
  const [typed] = positionals
  const step = typed === undefined ? currentStep(progress, steps) : stepNamed(typed).name
  return { steps, step, named: typed !== undefined, progress }
}
