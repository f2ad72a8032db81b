import type { Ask, Move, Session } from '../session.ts'
import { ACTORS, headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { beginV2, waysOf } from './v2-actors.ts'

/** Requests that show whether something of the previous request is remembered. */
const ASKED: [firstStep: number, ask: Ask][] = [
  [3, { method: 'GET', path: '/api/me/' }],
  [5, { method: 'GET', path: '/api/demo/admin/' }],
  [6, { method: 'GET', path: '/api/tasks/1/' }],
]
const V2_ASKED: [firstStep: number, ask: Ask][] = [
  [8, { method: 'GET', path: '/api/v2/tasks/' }],
  [8, { method: 'GET', path: '/api/v2/tasks/1/' }],
  [10, { method: 'GET', path: '/api/v2/me/' }],
  [12, { method: 'GET', path: '/api/v2/demo/session-first/' }],
]

/**
 * Sends the same request as every actor right after every other actor: no user may be remembered.
 */
export function pairsSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  const actors = ACTORS.map((actor) => ({ headers: headersOf(actor) }))
  for (const [firstStep, ask] of ASKED) {
    if (firstStep <= upTo) moves.push(inEveryOrder(ask, actors))
  }
  if (upTo >= 8) moves.push(...beginV2(upTo))
  for (const [firstStep, ask] of V2_ASKED) {
    if (firstStep <= upTo) moves.push(inEveryOrder(ask, waysOf(upTo)))
  }
  return { seed: 0, skip: SKIP, moves }
}

function inEveryOrder(ask: Ask, ways: Partial<Ask>[]): Move {
  const burst = everyPair(ways.length).map((at) => ({ ...ask, ...ways[at] }))
  return { burst, inOrder: true }
}

/** The numbers below `count`, in an order in which each comes right after each, itself included. */
function everyPair(count: number): number[] {
  // An Eulerian circuit of the complete graph: without an edge left, it goes back.
  const left = Array.from({ length: count }, () => [...Array(count).keys()])
  const path: number[] = []
  const open = [0]
  while (open.length > 0) {
    const next = left[open.at(-1) as number]?.pop()
    if (next === undefined) path.push(open.pop() as number)
    else open.push(next)
  }
  return path.toReversed()
}
