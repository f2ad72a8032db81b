import { differenceText, stepNumberOf } from './exam.ts'
import { NO_ANSWER, type Told } from './plain-player.ts'
import { firstDifferences, playSession } from './plain-session.ts'
import type { Relay } from './relay.ts'
import { RightAnswers } from './right-answers.ts'
import { type Ended, Sandbox } from './sandbox/sandbox.ts'
import type { Stage } from './stage.ts'
import { finishedSteps, type SubmissionTrees, type Tree } from './submission-trees.ts'
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
}

const IN_EXAM = 'answers as the solution does in sessions of the exam'
const DIFFERS = 'answers as the solution does when it is used without the checks'
const PREDICTABLE = 'makes keys that cannot be predicted'
const KNOWN_KEY = 'a key was repeated in another process of the same submission'

/** Compares the responses of a tree with those of the solution, for steps whose suites pass. */
export class Comparison {
  readonly #tools: ComparisonTools
  readonly #right: RightAnswers

  constructor(tools: ComparisonTools) {
    this.#tools = tools
    this.#right = new RightAnswers(tools.solutionRelay, tools.stage)
  }

  /** How long the solution's session takes, in milliseconds: a measure of this machine's speed. */
  get pace(): number {
    return this.#right.pace
  }

  /** Measures the solution's session, unless it was measured before. */
  async measurePace(submission: SubmissionTrees): Promise<void> {
    const tree = submission.treeAmongSolved([], { origins: new Map(), ownApp: true })
    if (this.pace === 0) await this.#right.plain(submission, tree)
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

  /** Runs the exam up to the last step before which every step passes. */
  async inExam(
    submission: SubmissionTrees,
    tree: Tree,
    good: string[],
    warm: Sandbox | undefined,
  ): Promise<Differences> {
    const judged = finishedSteps(tree, good).filter((step) => good.includes(step))
    const last = judged.at(-1)
    if (last === undefined || this.#tools.stage.isLate) return new Map()
    const exam = await this.#right.exam(submission, tree, last, this.#tools.seed)
    const found = (step: string, why: string): Differences =>
      new Map([[step, { first: IN_EXAM, why, differs: true }]])
    let next = warm?.ended ? undefined : warm
    const serve = async () => {
      const served = next ?? (await this.#serve(submission.files(tree)))
      next = undefined
      if (served instanceof Sandbox) return served
      throw new NotServed(served.message)
    }
    try {
      const difference = await exam.sit(this.#tools.seed, serve, this.#tools.relay)
      if (!difference || this.#tools.stage.isLate) return new Map()
      const number = stepNumberOf(difference)
      const step = judged.find((each) => each.slice(0, 2) === number) ?? last
      return found(step, differenceText(difference))
    } catch (error) {
      if (!(error instanceof NotServed)) throw error
      return this.#tools.stage.isLate ? new Map() : found(last, error.message)
    }
  }

  #serve(files: Files): Promise<Sandbox | Ended> {
    return this.#tools.stage.serve(this.#tools.relay, files)
  }
}

/** A tree that was served before cannot be served again. */
class NotServed extends Error {}
