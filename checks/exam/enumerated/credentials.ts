import { goodCredential, keyOf, oddCredentials } from '../credentials.ts'
import type { Ask, Move, Session } from '../session.ts'
import { MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'

const ALICE = { name: 'alice', password: 'alice-pass-1' }
const BOB = { name: 'bob', password: 'bob-pass-1' }
/** Headers that look unusual but are right. */
const RIGHT = ['Token  ', 'Token\t', 'token ', 'TOKEN \t ', 'Token ']

/**
 * Sends a key in every unusual way that the exam knows, to each version of the API. The right ways
 * also log out.
 */
export function credentialsSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  moves.push(everyWay('/api/me/'))
  if (upTo >= 7) moves.push(...everyLogout('/api/logout/', '/api/me/', 'create_token'))
  if (upTo < 10) return { seed: 0, skip: SKIP, moves }
  moves.push(everyWay('/api/v2/me/'))
  for (const path of ['/api/v2/logout/', '/api/v2/logoutall/']) {
    moves.push(...everyLogout(path, '/api/v2/me/', 'v2_token'))
  }
  return { seed: 0, skip: SKIP, moves }
}

function everyWay(path: string): Move {
  const ways = [...oddCredentials(ALICE, BOB), goodCredential(ALICE)]
  return { burst: ways.map((headers) => ({ method: 'GET', path, headers })), inOrder: true }
}

function everyLogout(path: string, mine: string, op: string): Move[] {
  return RIGHT.flatMap((start): Move[] => {
    const headers: Ask['headers'] = [['Authorization', `${start}${keyOf(ALICE)}`]]
    return [
      { hook: { op, user: 'alice' } },
      { ask: { method: 'POST', path, headers } },
      { ask: { method: 'GET', path: mine, headers } },
    ]
  })
}
