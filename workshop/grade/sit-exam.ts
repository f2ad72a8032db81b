import type { Difference } from '../../checks/exam/compare.ts'
import { RightAnswers, Side, sit } from '../../checks/exam/exam.ts'
import { targetAt } from '../../checks/exam/target.ts'
import type { Relay } from './relay.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

/** Which sessions are played: the same for everybody. */
const FIRST_SEED = 40_000
const SESSIONS = 10

/** How long the shortest session may be searched for, in milliseconds. */
const SHRINK_LIMIT = 2000

/** The step that a request is about, by its path. */
const ROUTES: [path: RegExp, step: string][] = [
  [/^\/api\/register/, '02'],
  [/^\/api\/login/, '03'],
  [/^\/api\/me/, '04'],
  [/^\/api\/demo/, '05'],
  [/^\/api\/tasks/, '06'],
  [/^\/api\/logout/, '07'],
  [/^\/api\/v2\/tasks\/(feed|window)\/|^\/api\/v2\/tasks\/\?.*\bpage/, '09'],
  [/^\/api\/v2\/tasks/, '08'],
]

/** The exam of one kind of tree: its answers are made once, with the solution. */
export class Exam {
  readonly #answers: RightAnswers

  /** @param upTo the number of the last step that is done */
  constructor(relay: Relay, serve: () => Promise<Sandbox>, upTo: number) {
    this.#answers = new RightAnswers(sideOf(relay, serve), upTo)
  }

  /** The first session that is answered in another way than by the solution, in a few moves. */
  async sit(relay: Relay, serve: () => Promise<Sandbox>): Promise<Difference | undefined> {
    const side = sideOf(relay, serve)
    const sitting = { seed: FIRST_SEED, sessions: SESSIONS, shrinkFor: SHRINK_LIMIT }
    try {
      return (await sit(side, this.#answers, sitting)).difference
    } finally {
      side.close()
      // What it has answered is known; its process is not needed for it.
      this.#answers.close()
    }
  }
}

function sideOf(relay: Relay, serve: () => Promise<Sandbox>): Side {
  return new Side(async () => {
    const sandbox = await serve()
    relay.leadTo(sandbox)
    const target = targetAt(relay.url)
    return {
      ...target,
      close() {
        target.close()
        sandbox.stop()
      },
    }
  })
}

/** The number of the step that a difference is about, as far as its last request tells. */
export function stepNumberOf({ session, move }: Difference): string | undefined {
  const last = session.moves[move]
  const asks = last && ('ask' in last ? [last.ask] : 'burst' in last ? last.burst : [])
  const path = asks?.at(-1)?.path ?? ''
  return ROUTES.find(([pattern]) => pattern.test(path))?.[1]
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
