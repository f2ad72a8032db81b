import { Exam } from './exam.ts'
import type { Told } from './plain-player.ts'
import { playSession } from './plain-session.ts'
import type { Relay } from './relay.ts'
import type { Stage } from './stage.ts'
import { type SubmissionTrees, solvedOrigins, type Tree } from './submission-trees.ts'
import type { Files } from './trees.ts'

/** The solution's responses, recorded once for each kind of tree. */
export class RightAnswers {
  readonly #relay: Relay
  readonly #stage: Stage
  readonly #grader: string
  readonly #plain = new Map<string, Told[]>()
  readonly #exams = new Map<string, Exam>()
  /**
   * The longest time that the solution's session took, in milliseconds: a measure of this machine's
   * speed.
   */
  pace = 0

  constructor(relay: Relay, stage: Stage, grader: string) {
    this.#relay = relay
    this.#stage = stage
    this.#grader = grader
  }

  /** The solution's responses in the session of ordinary requests. */
  async plain(submission: SubmissionTrees, tree: Tree): Promise<Told[]> {
    const key = keyOf(tree)
    const told = this.#plain.get(key) ?? (await this.#play(submission, tree))
    this.#plain.set(key, told)
    return told
  }

  /** Measures the pace again: a machine can become slower. */
  async measurePace(submission: SubmissionTrees, tree: Tree): Promise<void> {
    await this.#play(submission, tree)
  }

  #play(submission: SubmissionTrees, tree: Tree): Promise<Told[]> {
    return this.#stage.untimed(async () => {
      const sandbox = await this.#serve(submission, tree)
      const start = Date.now()
      const told = await playSession(this.#relay.url)
      this.pace = Math.max(this.pace, Date.now() - start)
      sandbox.stop()
      return told
    })
  }

  /** The exam of such a tree, up to step `last`. */
  async exam(submission: SubmissionTrees, tree: Tree, last: string, seed: number): Promise<Exam> {
    const key = `${keyOf(tree)} ${last}`
    const exam = this.#exams.get(key) ?? this.#newExam(submission, tree, last)
    this.#exams.set(key, exam)
    await this.#stage.untimed(() => exam.prepare(seed))
    return exam
  }

  #newExam(submission: SubmissionTrees, tree: Tree, last: string): Exam {
    const code = [this.#grader, JSON.stringify(this.#files(submission, tree))]
    const serve = () => this.#serve(submission, tree)
    return new Exam(serve, this.#relay, Number(last.slice(0, 2)), code)
  }

  #serve(submission: SubmissionTrees, tree: Tree) {
    return this.#stage.serveSolution(this.#relay, this.#files(submission, tree))
  }

  #files(submission: SubmissionTrees, tree: Tree): Files {
    return submission.files({ origins: solvedOrigins(tree), ownApp: true })
  }
}

function keyOf(tree: Tree): string {
  return [...solvedOrigins(tree).values()].join()
}
