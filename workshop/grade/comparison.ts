import type { Difference } from '../../checks/exam/compare.ts'
import { differenceText, stepNumberOf } from './exam.ts'
import { NO_ANSWER, type Told } from './plain-player.ts'
import { firstDifferences, playSession } from './plain-session.ts'
import type { Relay } from './relay.ts'
import { RightAnswers } from './right-answers.ts'
import { type Ended, Sandbox } from './sandbox/sandbox.ts'
import type { Stage } from './stage.ts'
import { keyOf, type SubmissionTrees, type Tree } from './submission-trees.ts'
import type { Files } from './trees.ts'

/** The differences that the second run and the exam found, by step. */
export type Differences = Map<string, { first: string; why: string; differs: true }>

/** What a comparison needs. */
export interface ComparisonTools {
  stage: Stage
  /** Connects to the sandbox that is judged. */
  relay: Relay
  /** Connects to the solution's sandbox. */
  solutionRelay: Relay
  /** The seed of the exam. */
  seed: number
  /** A digest of the grader's code and of what is in every sandbox. */
  grader: string
}

/** A difference in the exam was confirmed in a new process, so no other run can take it back. */
export const IN_EXAM = 'answers as the solution does in sessions of the exam'
const AGAIN = 'starts again in another process'
const DIFFERS = 'answers as the solution does when it is used without the checks'
const PREDICTABLE = 'makes keys that cannot be predicted'
const KNOWN_KEY = 'a key was repeated in another process of the same submission'

/** Compares the responses of a tree with those of the solution, for steps whose suites pass. */
export class Comparison {
  readonly #tools: ComparisonTools
  readonly #right: RightAnswers

  constructor(tools: ComparisonTools) {
    this.#tools = tools
    this.#right = new RightAnswers(tools.solutionRelay, tools.stage, tools.grader)
  }

  /** How long the solution's session takes, in milliseconds: a measure of this machine's speed. */
  get pace(): number {
    return this.#right.pace
  }

  /** Measures the solution's session. */
  async measurePace(submission: SubmissionTrees): Promise<void> {
    const tree = submission.treeAmongSolved([], { origins: new Map(), ownApp: true })
    await this.#right.measurePace(submission, tree)
  }

  /** Compares a session of ordinary requests, in a process in which no hook was called. */
  async inSession(
    submission: SubmissionTrees,
    suiteTree: Tree,
    passed: string[],
    suiteKeys: ReadonlySet<string>,
  ): Promise<Differences> {
    const [first] = passed
    if (first === undefined) return new Map()
    const tree = submission.treeAmongSolved(passed, suiteTree)
    const right = await this.#right.plain(submission, tree)
    let { told, keys } = await this.#session(submission.files(tree))
    // A slow moment is not the submission's fault, so the session is repeated once.
    if (told.some(({ answer }) => answer === NO_ANSWER))
      ({ told, keys } = await this.#session(submission.files(tree)))
    const differences: Differences = new Map()
    // A response that did not come because the time was up is not a difference.
    if (this.#tools.stage.isLate) return differences
    for (const [step, why] of firstDifferences(passed, right, told))
      differences.set(step, { first: DIFFERS, why, differs: true })
    const known = keys.some((key) => suiteKeys.has(key))
    if (known) differences.set(first, { first: PREDICTABLE, why: KNOWN_KEY, differs: true })
    return differences
  }

  /**
   * Runs the session on a tree in a new process. Returns the responses, and the keys that the tree
   * made.
   */
  async #session(files: Files): Promise<{ told: Told[]; keys: string[] }> {
    const served = await this.#serve(files)
    if (!(served instanceof Sandbox)) return { told: [], keys: [] }
    const told = await playSession(this.#tools.relay.url)
    served.stop()
    return { told, keys: served.hooks.kept.keysMade }
  }

  /**
   * Runs the exam for the steps that pass their suites, until the rest of them has no difference. It
   * ends when the time is up.
   */
  async inExam(
    submission: SubmissionTrees,
    tree: Tree,
    passed: string[],
    warm: Sandbox | undefined,
  ): Promise<Differences> {
    const differences: Differences = new Map()
    let rest = passed
    while (rest.length > 0 && !this.#tools.stage.isLate) {
      const found = await this.#exam(submission, tree, rest, warm)
      warm = undefined
      if (!found) break
      const { step, first, why } = found
      differences.set(step, { first, why, differs: true })
      rest = rest.filter((each) => each !== step)
    }
    return differences
  }

  /** The step that the first difference is about, and the text of the difference. */
  async #exam(
    submission: SubmissionTrees,
    suiteTree: Tree,
    steps: string[],
    warm: Sandbox | undefined,
  ): Promise<{ step: string; first: string; why: string } | undefined> {
    const { stage, relay, seed } = this.#tools
    const last = steps.at(-1) as string
    const treeOf = (examined: string[]) => submission.treeToExamine(examined, last, suiteTree)
    const exam = await this.#right.exam(submission, treeOf(steps), last, seed)
    let next = warm && keyOf(treeOf(steps)) === keyOf(suiteTree) && !warm.ended ? warm : undefined
    const serverOf = (examined: string[]) => async () => {
      const served = next ?? (await this.#serve(submission.files(treeOf(examined))))
      next = undefined
      if (served instanceof Sandbox) return served
      throw new NotServed(served.message)
    }
    try {
      const difference = await exam.sit(seed, serverOf(steps), relay)
      if (!difference || stage.isLate) return undefined
      const why = differenceText(difference)
      const [likely = last, ...others] = byLikelihood(difference, steps)
      // The request that shows a mistake can belong to a later step.
      for (const step of others.length > 0 ? [likely, ...others] : [])
        if (await exam.differs(difference, serverOf([step]), relay))
          return { step, first: IN_EXAM, why }
      return { step: likely, first: IN_EXAM, why }
    } catch (error) {
      if (!(error instanceof NotServed)) throw error
      return stage.isLate ? undefined : { step: last, first: AGAIN, why: error.message }
    }
  }

  #serve(files: Files): Promise<Sandbox | Ended> {
    return this.#tools.stage.serve(this.#tools.relay, files)
  }
}

/** The steps in the order in which they can have caused a difference. */
function byLikelihood(difference: Difference, steps: string[]): string[] {
  const number = stepNumberOf(difference)
  const own = steps.filter((step) => step.slice(0, 2) === number)
  return [...own, ...steps.filter((step) => !own.includes(step))]
}

/** A tree that was served before cannot be served again. */
class NotServed extends Error {}
