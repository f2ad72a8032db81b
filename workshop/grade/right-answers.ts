import { Exam } from './exam.ts'
import type { Told } from './plain-player.ts'
import { playSession } from './plain-session.ts'
import type { Relay } from './relay.ts'
import type { Stage } from './stage.ts'
import { type SubmissionTrees, solvedOrigins, type Tree } from './submission-trees.ts'

/** What the solution answers, made once for each kind of tree and known from then on. */
export class RightAnswers {
  readonly #relay: Relay
  readonly #stage: Stage
  readonly #plain = new Map<string, Told[]>()
  readonly #exams = new Map<string, Exam>()
  /** How long the solution's session took at most, in milliseconds: what time means on this machine. */
  pace = 0

  constructor(relay: Relay, stage: Stage) {
    this.#relay = relay
    this.#stage = stage
  }

  /** What the solution answers in the session of ordinary people. */
  async plain(submission: SubmissionTrees, tree: Tree): Promise<Told[]> {
    const key = keyOf(tree)
    const known = this.#plain.get(key)
    if (known) return known
    return this.#stage.untimed(async () => {
      const sandbox = await this.#serve(submission, tree)
      const start = Date.now()
      const told = await playSession(this.#relay.url)
      this.pace = Math.max(this.pace, Date.now() - start)
      sandbox.stop()
      this.#plain.set(key, told)
      return told
    })
  }

  /** The exam of such a tree, whose last finished step is `last`. */
  async exam(submission: SubmissionTrees, tree: Tree, last: string, seed: number): Promise<Exam> {
    const key = `${keyOf(tree)} ${last}`
    const exam =
      this.#exams.get(key) ??
      new Exam(() => this.#serve(submission, tree), this.#relay, Number(last.slice(0, 2)))
    this.#exams.set(key, exam)
    await this.#stage.untimed(() => exam.prepare(seed))
    return exam
  }

  #serve(submission: SubmissionTrees, tree: Tree) {
    const files = submission.files({ origins: solvedOrigins(tree), ownApp: true })
    return this.#stage.serveSolution(this.#relay, files)
  }
}

function keyOf(tree: Tree): string {
  return [...solvedOrigins(tree).values()].join()
}
