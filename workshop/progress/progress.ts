/** What is remembered of one step. */
export interface StepProgress {
  /** All its checks passed once. */
  done: boolean
  /** All its checks passed when they were run last. */
  green: boolean
  /** The step whose change made it red after it had been green. */
  brokenBy?: string
  /** How many hints have been shown, by place. */
  hints: Record<string, number>
}

/** Where a learner stands; keyed by the names of the steps, so that it survives new ones. */
export interface Progress {
  version: 1
  /** The step the learner works at, if that is known. */
  current?: string
  steps: Record<string, StepProgress>
}

export function emptyProgress(): Progress {
  return { version: 1, steps: {} }
}

/** What is remembered of a step, to be changed in place. */
export function progressOf(progress: Progress, step: string): StepProgress {
  progress.steps[step] ??= { done: false, green: false, hints: {} }
  return progress.steps[step]
}

/** Notes the outcome of a step; `changed` is the step whose file was saved before. */
export function noteOutcome(
  progress: Progress,
  step: string,
  green: boolean,
  changed?: string,
): void {
  const known = progressOf(progress, step)
  if (green) known.brokenBy = undefined
  else if (known.green) known.brokenBy = changed
  known.green = green
  known.done ||= green
}

/** The steps that were done and are not green any more. */
export function brokenSteps(progress: Progress): string[] {
  return Object.keys(progress.steps).filter((step) => {
    const { done, green } = progressOf(progress, step)
    return done && !green
  })
}

/** The step a learner works at: the one remembered, else the first that is not green. */
export function currentStep(progress: Progress, steps: string[]): string {
  if (progress.current && steps.includes(progress.current)) return progress.current
  return steps.find((step) => !progress.steps[step]?.green) ?? (steps.at(-1) as string)
}
