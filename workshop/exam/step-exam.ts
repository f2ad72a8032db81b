import { compare, type Difference } from '../../checks/exam/compare.ts'
import { RightAnswers, Side, type Sitting, sit } from '../../checks/exam/exam.ts'
import { targetAt } from '../../checks/exam/target.ts'
import { serveTree, type Tree, TreeError } from '../../checks/exam/tree.ts'
import { starterFiles } from '../lesson/starter.ts'
import { findSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'
import { checksPass, type ExamOutcome, type Passes, type StepReport } from '../runner/report.ts'
import { keptAnswers } from './kept-answers.ts'

/** Where the first session of an exam begins, if nothing else is said: the same code, the same verdict. */
export const SEED = 1

/** What sits an exam: a tree, or a server elsewhere. */
export type Candidate = { tree: string } | { url: string }

const answers = new Map<string, RightAnswers>()

/** What the solution answers when `step` is the last one that is done. */
export function answersFor(step: string): RightAnswers {
  const known = answers.get(step)
  if (known) return known
  const tree = treeUpTo(SOLUTIONS, step)
  const side = new Side(() => serveTree(tree))
  const made = new RightAnswers(side, Number(step.slice(0, 2)), {}, () => keptAnswers(tree))
  answers.set(step, made)
  return made
}

/** Ends what computes the solution's answers; those that are known are forgotten. */
export function closeAnswers(): void {
  for (const each of answers.values()) each.close()
  answers.clear()
}

/** A tree in which the steps after one are as a learner finds them. */
export function treeUpTo(folder: string, step: string): Tree {
  const later = findSteps().filter(({ name }) => name > step)
  return { folder, files: new Map(later.flatMap(({ name }) => [...starterFiles(name)])) }
}

/**
 * Has a candidate sit the exam of the last step that passes its checks, and notes what came of it in
 * the report of the step that is to blame.
 *
 * @param reports of steps in their order
 * @returns that report; undefined when the first step fails already
 */
export async function examine(
  reports: StepReport[],
  candidate: Candidate,
  sitting: Sitting,
): Promise<StepReport | undefined> {
  const failing = reports.findIndex((report) => !checksPass(report))
  const passing = failing < 0 ? reports : reports.slice(0, failing)
  const last = passing.at(-1)
  if (!last) return undefined
  const { seed, sessions } = sitting
  const side = sideOf(candidate, last.step)
  try {
    const answers = answersFor(last.step)
    const result = await sit(side, answers, sitting)
    await answers.keep()
    const outcome: ExamOutcome = { seed, sessions, ...result }
    if (!result.difference) {
      last.exam = outcome
      return last
    }
    const steps = passing.map(({ step }) => step)
    const to = await stepToBlame(result.difference, steps, candidate)
    const report = passing.find(({ step }) => step === to) ?? last
    report.exam = outcome
    return report
  } catch (error) {
    last.exam = { seed, sessions, played: 0, error: (error as Error).message }
    return last
  } finally {
    side.close()
  }
}

function sideOf(candidate: Candidate, step: string): Side {
  if ('url' in candidate) return new Side(async () => targetAt(candidate.url))
  return new Side(() => serveTree(treeUpTo(candidate.tree, step)))
}

/** The first of the steps at which a session differs: what is wrong there is wrong in the later ones. */
async function stepToBlame(
  { session }: Difference,
  steps: string[],
  candidate: Candidate,
): Promise<string | undefined> {
  // A server elsewhere has all of its steps.
  if ('url' in candidate) return steps.at(-1)
  for (const step of steps) {
    const side = sideOf(candidate, step)
    try {
      const right = await answersFor(step).play(session)
      if (await compare(session, right, await side.target())) return step
    } finally {
      side.close()
    }
  }
  return steps.at(-1)
}

/** Tells whether a session agrees when other texts stand in the place of a tree's files. */
export async function sessionPasses(
  { session }: Difference,
  step: string,
  tree: string,
  signal?: AbortSignal,
): Promise<Passes> {
  const answers = answersFor(step)
  const right = await answers.play(session)
  answers.close()
  const { folder, files: later = new Map() } = treeUpTo(tree, step)
  return async (exchanged) => {
    if (signal?.aborted) return false
    const side = new Side(() => serveTree({ folder, files: new Map([...exchanged, ...later]) }))
    try {
      return !(await compare(session, right, await side.target()))
    } catch (error) {
      // Lines of two trees need not fit together.
      if (error instanceof TreeError) return false
      throw error
    } finally {
      side.close()
    }
  }
}
