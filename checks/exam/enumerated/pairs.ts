import type { Actor } from '../../policy.ts'
import type { Ask, Move, Session } from '../session.ts'
import { ACTORS, headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'

/** Requests that tell whether something of the one before is remembered. */
const ASKED: [firstStep: number, ask: Ask][] = [
  [3, { method: 'GET', path: '/api/me/' }],
  [5, { method: 'GET', path: '/api/demo/admin/' }],
  [6, { method: 'GET', path: '/api/tasks/1/' }],
]

/** Asks the same as every actor right after every other one: nothing is remembered of whom. */
export function pairsSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  for (const [firstStep, ask] of ASKED) {
    if (firstStep > upTo) continue
    const burst = everyPair().map((actor) => ({ ...ask, headers: headersOf(actor) }))
    moves.push({ burst, inOrder: true })
  }
  return { seed: 0, skip: SKIP, moves }
}

/** The actors in an order in which each one comes right after each, itself included. */
function everyPair(): Actor[] {
  // A walk along every edge between them: where no edge is left, it goes back.
  const left = ACTORS.map(() => [...ACTORS.keys()])
  const path: number[] = []
  const open = [0]
  while (open.length > 0) {
    const next = left[open.at(-1) as number]?.pop()
    if (next === undefined) path.push(open.pop() as number)
    else open.push(next)
  }
  return path.toReversed().map((at) => ACTORS[at] as Actor)
}
