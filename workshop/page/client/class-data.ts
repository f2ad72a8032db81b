/** A class in the format of class.json, which `npm run grade` writes. */
export interface ClassData {
  gradedAt: string
  isolated: boolean
  steps: { step: string; facts: number }[]
  submissions: Submission[]
}

export interface Submission {
  name: string
  steps: Record<string, StepOutcome | undefined>
}

export interface StepOutcome {
  outcome: string
  holding: number
  facts: number
  /** The first check that fails. */
  first?: string
  looksLike?: string
  why?: string
}

/** A misconception or a check, and the learners whom it stops. */
export interface Obstacle {
  step: string
  text: string
  names: string[]
}

/** The misconceptions that most learners have come first. */
export function misconceptionsIn(data: ClassData): Obstacle[] {
  return gathered(data, ({ looksLike }) => looksLike)
}

/**
 * The checks that stop most learners come first, if no misconception is known. For each learner,
 * only the first step that does not pass counts, because later steps fail with it.
 */
export function obstaclesIn(data: ClassData): Obstacle[] {
  const submissions = data.submissions.map(({ name, steps }) => {
    const stopped = data.steps.find(({ step }) => steps[step] && steps[step].outcome !== 'passed')
    return { name, steps: stopped ? { [stopped.step]: steps[stopped.step] } : {} }
  })
  return gathered({ ...data, submissions }, ({ first, looksLike }) =>
    looksLike ? undefined : first,
  )
}

function gathered(data: ClassData, textOf: (outcome: StepOutcome) => string | undefined) {
  const found = new Map<string, Obstacle>()
  for (const { name, steps } of data.submissions) {
    for (const { step } of data.steps) {
      const text = steps[step] && textOf(steps[step])
      if (!text) continue
      const known = found.get(`${step} ${text}`) ?? { step, text, names: [] }
      known.names.push(name)
      found.set(`${step} ${text}`, known)
    }
  }
  return [...found.values()].sort((a, b) => b.names.length - a.names.length)
}

/** The number of learners who have passed every step. */
export function finishedIn({ steps, submissions }: ClassData): number {
  return submissions.filter((each) =>
    steps.every(({ step }) => each.steps[step]?.outcome === 'passed'),
  ).length
}
