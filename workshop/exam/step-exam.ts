import { availableParallelism } from 'node:os'
import { compare, type Difference } from '../../checks/exam/compare.ts'
import { RightAnswers, Side, type Sitting, sit } from '../../checks/exam/exam.ts'
import { targetAt } from '../../checks/exam/target.ts'
import { serveTree, type Tree, TreeError } from '../../checks/exam/tree.ts'
import { starterFiles } from '../lesson/starter.ts'
import { findSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'
import { checksPass, type ExamOutcome, type Passes, type StepReport } from '../runner/report.ts'
import { keptAnswers } from './kept-answers.ts'

/** The default seed. It is fixed, so that the same code gets the same verdict. */
export const SEED = 1

/** The number of sessions that run at the same time. Half of the cores stay free for the next save. */
const AT_ONCE = Math.min(Math.max(Math.floor(availableParallelism() / 2), 1), 4)

/** The candidate of an exam: a tree, or a server at a URL. */
type Candidate = { tree: string } | { url: string }

const answers = new Map<string, RightAnswers>()

/** The solution's transcripts, with `step` as the last solved step. */
export function answersFor(step: string): RightAnswers {
  const known = answers.get(step)
  if (known) return known
  const tree = treeUpTo(SOLUTIONS, step)
  const side = new Side(() => serveTree(tree))
  const made = new RightAnswers(side, Number(step.slice(0, 2)), {}, () => keptAnswers(tree))
  answers.set(step, made)
  return made
}

/** Ends the process of the solution, and forgets its transcripts. */
export function closeAnswers(): void {
  for (const each of answers.values()) each.close()
  answers.clear()
}

/** A tree in which the steps after one are untouched. */
export function treeUpTo(folder: string, step: string): Tree {
  const later = findSteps().filter(({ name }) => name > step)
  return { folder, files: new Map(later.flatMap(({ name }) => [...starterFiles(name)])) }
}

/**
 * Runs the exam for the last step that passes its checks, and adds the result to the report of the
 * step that has the difference.
 *
 * @param reports of steps in their order
 * @returns that report, or undefined if the first step already fails
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
    // A server elsewhere has one database.
    const atOnce = 'url' in candidate ? 1 : AT_ONCE
    const result = await sit(side, answers, { atOnce, ...sitting })
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

/** The first step in which a session differs. Its error is also in the later steps. */
async function stepToBlame(
  { session }: Difference,
  steps: string[],
  candidate: Candidate,
): Promise<string | undefined> {
  // A server at a URL has all steps.
  if ('url' in candidate) return steps.at(-1)
  for (const step of steps.slice(0, -1)) {
    const answers = answersFor(step)
    const side = sideOf(candidate, step)
    const differs = async () =>
      compare(session, await answers.play(session), await side.target(), answers.options)
    try {
      // Twice, because a slow moment blames no step.
      if ((await differs()) && (await differs())) return step
    } finally {
      side.close()
      answers.close()
    }
  }
  return steps.at(-1)
}

/** Whether a session has no difference if some files of a tree are replaced. */
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
      // Replaced lines can make a tree that does not compile.
      if (error instanceof TreeError) return false
      throw error
    } finally {
      side.close()
    }
  }
}
