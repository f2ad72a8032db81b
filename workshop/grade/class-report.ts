import type { Grade, StepGrade } from './grade.ts'

/** A graded class, from which all reports are made. */
export interface ClassReport {
  grades: Grade[]
  /** The requested steps in order, with the names of their checks. */
  steps: { step: string; checks: string[] }[]
  /** In UTC. */
  gradedAt: string
  /** Whether all submissions ran in a sandbox. */
  isolated: boolean
  /** The weight of each step. */
  weights: ReadonlyMap<string, number>
  /** Submissions that resemble each other. */
  alike: Likeness[]
}

/** Two submissions that resemble each other, in percent. `solution` is the workshop's. */
export interface Likeness {
  one: string
  other: string
  percent: number
}

/** The warning on everything that was graded without a sandbox. */
export const NOT_ISOLATED = 'NOT ISOLATED'

/** A misconception, and the learners who have it. */
export interface Misconception {
  step: string
  text: string
  names: string[]
}

/** What to teach next: the misconceptions that stop most learners come first. */
export function misconceptionsOf({ grades }: ClassReport): Misconception[] {
  const found = new Map<string, Misconception>()
  for (const { name, steps } of grades) {
    for (const { step, explanation } of steps) {
      const text = explanation?.misconception
      if (text === undefined) continue
      const known = found.get(`${step} ${text}`) ?? { step, text, names: [] }
      known.names.push(name)
      found.set(`${step} ${text}`, known)
    }
  }
  return [...found.values()].sort((a, b) => b.names.length - a.names.length)
}

/** The checks that stop most learners come first. */
export function obstaclesOf({
  grades,
}: ClassReport): { step: string; check: string; count: number }[] {
  const found = new Map<string, { step: string; check: string; count: number }>()
  for (const { steps } of grades) {
    for (const { step, outcome, first } of steps) {
      if (first === undefined || outcome === 'passed') continue
      const known = found.get(`${step} ${first}`) ?? { step, check: first, count: 0 }
      known.count += 1
      found.set(`${step} ${first}`, known)
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count)
}

/** The remarks on some steps, each once, with the numbers of its steps. */
export function remarksOf(steps: StepGrade[]): string[] {
  const numbers = new Map<string, string[]>()
  for (const { step, remarks } of steps) {
    for (const remark of new Set(remarks))
      numbers.set(remark, [...(numbers.get(remark) ?? []), step.slice(0, 2)])
  }
  return [...numbers].map(([remark, about]) => `${about.join(', ')}: ${remark}`)
}

/** 0 if every submission passed every step, 1 if one did not, 2 if one could not be graded. */
export function exitCodeOf({ grades }: ClassReport): number {
  const outcomes = grades.flatMap(({ steps }) => steps.map(({ outcome }) => outcome))
  const ungraded = outcomes.some((each) => each === 'refused' || each === 'not graded')
  if (outcomes.length === 0 || ungraded) return 2
  return outcomes.every((outcome) => outcome === 'passed') ? 0 : 1
}
