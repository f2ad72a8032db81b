/** A class as `npm run grade` writes it into class.json. */
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

/** What stops people, and whom. */
export interface Obstacle {
  step: string
  text: string
  names: string[]
}

/** The misconceptions that most people have, first. */
export function misconceptionsIn(data: ClassData): Obstacle[] {
  return gathered(data, ({ looksLike }) => looksLike)
}

/**
 * The checks that stop most people, first, where no misconception is known. Of each person only the
 * first step that does not pass counts: it brings down later ones.
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

/** How many have passed every step. */
export function finishedIn({ steps, submissions }: ClassData): number {
  return submissions.filter((each) =>
    steps.every(({ step }) => each.steps[step]?.outcome === 'passed'),
  ).length
}
