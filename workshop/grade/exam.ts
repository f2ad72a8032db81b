import { randomInt } from 'node:crypto'
import type { Difference } from '../../checks/exam/compare.ts'
import { RightAnswers, Side, sit } from '../../checks/exam/exam.ts'
import { type Target, TargetGone, targetAt } from '../../checks/exam/target.ts'
import { POLICY } from '../../checks/policy.ts'
import { askHook } from './evidence/ask-hook.ts'
import type { Relay } from './relay.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

/** How many sessions are played. */
const SESSIONS = 10

/** How long the shortest session may be searched for, in milliseconds. */
const SHRINK_LIMIT = 2000

/** The exam takes place so many seconds later than the suites: what is right for a while is not right. */
const LATER = 400 * 24 * 60 * 60

/** Serves the tree that sits the exam. */
export type Serve = () => Promise<Sandbox>

/** The exam of one kind of tree: its answers are made once, with the solution. */
export class Exam {
  readonly #answers: RightAnswers

  /** @param upTo the number of the last step that is done */
  constructor(serve: Serve, relay: Relay, upTo: number) {
    this.#answers = new RightAnswers(sideOf(serve, relay), upTo)
  }

  /** Has the solution answer all sessions of a seed, if it has not. */
  prepare(seed: number): Promise<void> {
    return this.#answers.prepare(seed, SESSIONS, new AbortController().signal)
  }

  /** The first session of a seed that is answered in another way than by the solution, in a few moves. */
  async sit(seed: number, serve: Serve, relay: Relay): Promise<Difference | undefined> {
    const side = sideOf(serve, relay)
    const sitting = { seed, sessions: SESSIONS, shrinkFor: SHRINK_LIMIT }
    try {
      const { difference, seenOnce } = await sit(side, this.#answers, sitting)
      return difference ?? (seenOnce && isCertain(seenOnce) ? seenOnce : undefined)
    } finally {
      side.close()
      // What it has answered is known; its process is not needed for it.
      this.#answers.close()
    }
  }
}

/**
 * Tells whether a difference counts that did not show again: an answer of its own to one request, which
 * no slow moment makes. So fail what is wrong by chance, or after a while.
 */
function isCertain({ session, move, actual }: Difference): boolean {
  const made = session.moves[move]
  const answered = actual.answers.every(({ status }) => status > 0)
  return made !== undefined && 'ask' in made && answered && actual.ended === undefined
}

/** The seed of the sessions of a run, which the author of a submission cannot know. */
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

/** The number of the step that a difference is about, as far as its last request tells. */
export function stepNumberOf({ session, move }: Difference): string | undefined {
  const last = session.moves[move]
  const asks = last && ('ask' in last ? [last.ask] : 'burst' in last ? last.burst : [])
  const asked = asks?.at(-1)?.path ?? ''
  const rule = POLICY.find(({ path }) => {
    return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked)
  })
  return rule?.step.slice(0, 2)
}

/** A difference in words. */
export function differenceText({ session, move, expected, actual }: Difference): string {
  const moves = session.moves.slice(0, move + 1).map((each) => JSON.stringify(each))
  const { ended } = actual
  return [
    ...moves,
    `answered ${ended ?? JSON.stringify([actual.answers, ...actual.effects])}`,
    `where the solution answers ${JSON.stringify([expected.answers, ...expected.effects])}`,
  ].join('\n')
}
