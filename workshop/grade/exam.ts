import { randomInt } from 'node:crypto'
import { compare, type Difference } from '../../checks/exam/compare.ts'
import { enumerated } from '../../checks/exam/enumerated/sessions.ts'
import { digestOf, RightAnswers, Side, sit } from '../../checks/exam/exam.ts'
import { asksOf } from '../../checks/exam/session.ts'
import { type Target, TargetGone, targetAt } from '../../checks/exam/target.ts'
import { POLICY } from '../../checks/policy.ts'
import { keptFor } from '../exam/kept-answers.ts'
import { askHook } from './evidence/ask-hook.ts'
import type { Relay } from './relay.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

/** The number of random sessions. They follow the enumerated ones. */
const RANDOM_SESSIONS = 20

/** The time limit of the search for the shortest session, in milliseconds. */
const SHRINK_LIMIT = 2000

/**
 * How far the clocks are moved before the exam, in seconds: code that behaves well only for a while
 * must fail.
 */
const LATER = 400 * 24 * 60 * 60

/** Serves the tree that is examined. */
export type Serve = () => Promise<Sandbox>

/** The exam of one kind of tree. The solution's responses are recorded once. */
export class Exam {
  readonly #answers: RightAnswers
  readonly #sessions: number

  /**
   * @param upTo the number of the last solved step
   * @param code everything that the solution's responses depend on
   */
  constructor(serve: Serve, relay: Relay, upTo: number, code: string[]) {
    const makes = enumerated(upTo)
    // The random sessions are a secret of this run.
    const openKept = async () => {
      const kept = new Set(makes.map((make) => digestOf(make(upTo))))
      return keptFor(code, (session) => kept.has(session))
    }
    this.#answers = new RightAnswers(sideOf(serve, relay), upTo, {}, openKept)
    this.#sessions = makes.length + RANDOM_SESSIONS
  }

  /** Records the solution's responses to all sessions of a seed, unless it has them. */
  prepare(seed: number): Promise<void> {
    return this.#answers.prepare(seed, this.#sessions)
  }

  /**
   * The first session of a seed in which the tree differs from the solution, in its shortest form.
   */
  async sit(seed: number, serve: Serve, relay: Relay): Promise<Difference | undefined> {
    const side = sideOf(serve, relay)
    const sitting = { seed, sessions: this.#sessions, shrinkFor: SHRINK_LIMIT }
    try {
      const { difference, seenOnce } = await sit(side, this.#answers, sitting)
      return difference ?? (seenOnce && isCertain(seenOnce) ? seenOnce : undefined)
    } finally {
      side.close()
      // Its transcripts are recorded, so its process can end.
      this.#answers.close()
    }
  }

  /** Whether a tree differs from the solution in the session of a difference. */
  async differs({ session }: Difference, serve: Serve, relay: Relay): Promise<boolean> {
    const side = sideOf(serve, relay)
    try {
      const right = await this.#answers.play(session)
      return (
        (await compare(session, right, await side.target(), this.#answers.options)) !== undefined
      )
    } finally {
      side.close()
      this.#answers.close()
    }
  }
}

/**
 * Whether a difference that did not appear again counts: a wrong response to a single request,
 * which no slow moment can cause. This finds code that is wrong at random, or after some time.
 */
function isCertain({ session, move, actual }: Difference): boolean {
  const made = session.moves[move]
  const answered = actual.answers.every(({ status }) => status > 0)
  return made !== undefined && 'ask' in made && answered && actual.ended === undefined
}

/** The secret seed of a run. */
export function newSeed(): number {
  return randomInt(1_000_000, 1_000_000_000)
}

function sideOf(serve: Serve, relay: Relay): Side {
  return new Side(async () => {
    const sandbox = await serve()
    await sandbox.hooks.ask({ later: LATER })
    return targetIn(sandbox, relay)
  })
}

function targetIn(sandbox: Sandbox, relay: Relay): Target {
  const target = targetAt(relay.url)
  return {
    keys: target.keys,
    send: target.send,
    async hook(asked) {
      const answer = await ('op' in asked ? askHook(sandbox, asked) : sandbox.hooks.ask(asked))
      if (!answer) throw new TargetGone('closed')
      return answer.status === 200 ? answer.body : undefined
    },
    close: () => sandbox.stop(),
  }
}

/** The number of the step that a difference is about, according to its last request. */
export function stepNumberOf({ session, move }: Difference): string | undefined {
  const last = session.moves[move]
  const asked = (last && asksOf(last).at(-1)?.path) ?? ''
  const rule = POLICY.find(({ path }) => {
    return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked)
  })
  return rule?.step.slice(0, 2)
}

/** The text of a difference. */
export function differenceText({ session, move, expected, actual }: Difference): string {
  const moves = session.moves.slice(0, move + 1).map((each) => JSON.stringify(each))
  const { ended } = actual
  return [
    ...moves,
    `answered ${ended ?? JSON.stringify([actual.answers, ...actual.effects])}`,
    `where the solution answers ${JSON.stringify([expected.answers, ...expected.effects])}`,
  ].join('\n')
}
