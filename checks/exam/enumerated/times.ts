import type { Move, Session } from '../session.ts'
import { MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { logins, used } from './changes.ts'
import { beginV2, byToken } from './v2-actors.ts'

const DAY = 24 * 60 * 60
/** How long a token of version 2 is valid, in seconds. */
const TOKEN_TTL = 10 * 60 * 60
/** The pauses between two uses, in seconds. Most expiry times and cache lifetimes are between them. */
const PAUSES = [2, 31, 61, 301, 3601, DAY + 1, 8 * DAY, 31 * DAY, 400 * DAY]

/** Sends every credential again after ever longer pauses: nothing expires except what must. */
export function timesSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  if (upTo >= 8) moves.push(...beginV2(upTo))
  moves.push(used(upTo))
  for (const seconds of PAUSES) {
    moves.push(letPass(seconds), used(upTo), ...logins(upTo), used(upTo))
  }
  if (upTo >= 10) moves.push(...atExpiry())
  return { seed: 0, skip: SKIP, moves }
}

/** Sends a token half a second before it expires, and several times in the second after. */
function atExpiry(): Move[] {
  const use: Move = { ask: { method: 'GET', path: '/api/v2/me/', ...byToken('alice') } }
  const after = Array.from({ length: 9 }).flatMap(() => [letPass(0.1), use])
  const login: Move = { hook: { op: 'v2_token', user: 'alice' } }
  return [login, letPass(TOKEN_TTL - 0.5), use, letPass(0.5), ...after]
}

function letPass(seconds: number): Move {
  return { hook: { op: 'advance_clock', seconds } }
}
