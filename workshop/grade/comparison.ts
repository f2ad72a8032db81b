import { differenceText, stepNumberOf } from './exam.ts'
import { NO_ANSWER, type Told } from './plain-player.ts'
import { firstDifferences, playSession } from './plain-session.ts'
import type { Relay } from './relay.ts'
import { RightAnswers } from './right-answers.ts'
import { type Ended, Sandbox } from './sandbox/sandbox.ts'
import type { Stage } from './stage.ts'
import { finishedSteps, type SubmissionTrees, type Tree } from './submission-trees.ts'
import type { Files } from './trees.ts'

/** What was found beside the checks, by step. */
export type Differences = Map<string, { first: string; why: string; differs: true }>

/** What a comparison works with. */
export interface ComparisonTools {
  stage: Stage
  /** Leads to the sandbox whose tree is judged. */
  relay: Relay
  /** Leads to the solution, while it is compared with. */
  solutionRelay: Relay
  /** Where the sessions of the exam begin. */
  seed: number
}

const IN_EXAM = 'answers as the solution does in sessions of the exam'
const DIFFERS = 'answers as the solution does when it is used without the checks'
const PREDICTABLE = 'makes keys that cannot be predicted'
const KNOWN_KEY = 'a key came again in another process of the same submission'

/** Compares what the steps of a tree that pass their suites answer with what the solution answers. */
export class Comparison {
  readonly #tools: ComparisonTools
  readonly #right: RightAnswers

  constructor(tools: ComparisonTools) {
    this.#tools = tools
    this.#right = new RightAnswers(tools.solutionRelay, tools.stage)
  }

  /** How long the solution's session takes, in milliseconds: what time means on this machine. */
  get pace(): number {
    return this.#right.pace
  }

  /** Finds out how long the solution takes, if that is not known. */
  async measurePace(submission: SubmissionTrees): Promise<void> {
    const tree = submission.treeAmongSolved([], { origins: new Map(), ownApp: true })
    if (this.pace === 0) await this.#right.plain(submission, tree)
  }

  /** What is answered otherwise than by the solution to people, in a process that no hook has reached. */
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
    // A slow moment is not the fault of the submission.
    if (told.some(({ answer }) => answer === NO_ANSWER))
      ({ told, keys } = await this.#session(submission.files(tree)))
    const differences: Differences = new Map()
    // What had no time to answer did not answer wrongly.
    if (this.#tools.stage.isLate) return differences
    for (const [step, why] of firstDifferences(passed, right, told))
      differences.set(step, { first: DIFFERS, why, differs: true })
    const known = keys.some((key) => suiteKeys.has(key))
    if (known) differences.set(first, { first: PREDICTABLE, why: KNOWN_KEY, differs: true })
    return differences
  }

  /** What people are answered by a tree in a fresh process, and the keys that it made. */
  async #session(files: Files): Promise<{ told: Told[]; keys: string[] }> {
    const served = await this.#serve(files)
    if (!(served instanceof Sandbox)) return { told: [], keys: [] }
    const told = await playSession(this.#tools.relay.url)
    served.stop()
    return { told, keys: served.hooks.kept.keysMade }
  }

  /** Plays the sessions of the exam, as far as steps without a gap are done. */
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

/** A tree that was served before is not any more. */
class NotServed extends Error {}
