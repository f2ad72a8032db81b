/** A class in the format of class.json, which `npm run grade` writes. */
export interface ClassData {
  gradedAt: string
  isolated: boolean
  steps: { step: string; facts: number }[]
  submissions: Submission[]
  /** Missing in the reports of earlier versions. */
  alike?: { one: string; other: string; percent: number }[]
}

export interface Submission {
  name: string
  /** What was not graded. */
  leftOut?: string[]
  steps: Record<string, StepOutcome | undefined>
}

export interface StepOutcome {
  outcome: string
  holding: number
  facts: number
  /** The first check that fails. */
  first?: string
  looksLike?: string
  /** The place of the mistake, in the learner's code. */
  at?: string
  /** The mistake can also be elsewhere. */
  guess?: boolean
  why?: string
  remarks?: string[]
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

/** The submissions that resemble others, as class.html lists them. */
export function alikeIn({ alike = [] }: ClassData): { name: string; others: string[] }[] {
  const found = new Map<string, string[]>()
  for (const { one, other, percent } of alike) {
    found.set(other, [...(found.get(other) ?? []), `${one} (${percent} %)`])
  }
  return [...found].map(([name, others]) => ({ name, others }))
}

/** The remarks on each learner's steps, each once, and what was left out. */
export function remarksIn({ steps, submissions }: ClassData) {
  const told = submissions.map(({ name, leftOut = [], steps: outcomes }) => {
    const numbers = new Map<string, string[]>()
    for (const { step } of steps) {
      for (const remark of new Set(outcomes[step]?.remarks))
        numbers.set(remark, [...(numbers.get(remark) ?? []), step.slice(0, 2)])
    }
    const remarks = [...numbers].map(([remark, about]) => `${about.join(', ')}: ${remark}`)
    return { name, remarks, leftOut }
  })
  return told.filter(({ remarks, leftOut }) => remarks.length > 0 || leftOut.length > 0)
}

/** The number of learners who have passed every step. */
export function finishedIn({ steps, submissions }: ClassData): number {
  return submissions.filter((each) =>
    steps.every(({ step }) => each.steps[step]?.outcome === 'passed'),
  ).length
}
