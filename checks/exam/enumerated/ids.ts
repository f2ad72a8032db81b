import { goodCredential } from '../credentials.ts'
import type { Ask, Move, Session } from '../session.ts'
import { ODD_IDS } from '../texts.ts'

/** The seeded users have the ids 1 to 4. */
const LAST = 12
const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']
const USERS = Array.from({ length: LAST - 4 }, (_, at) => `user${at + 5}`)
/** The ids of alice, 1, and of these users are equal in their lowest bits. */
const FAR_IDS = [257, 65_537, 2 ** 31 + 1].map((id) => ({ id, user: `user${id}` }))

/** Tasks and users whose ids are equal or share digits, and values that are not ids. */
export function idsSession(upTo: number): Session {
  const moves: Move[] = USERS.map(created)
  for (const { id, user } of FAR_IDS) {
    moves.push({ hook: { op: 'next_user_id', id } }, created(user))
    moves.push({ hook: { op: 'create_token', user } })
  }
  moves.push({ hook: { op: 'create_token', user: 'alice' } })
  moves.push({ hook: { op: 'create_tasks', user: 'alice', count: LAST } })
  for (const user of ['bob', 'user11', 'user12']) {
    moves.push({ hook: { op: 'create_token', user } })
  }
  const lists = upTo >= 8 ? ['/api/tasks/', '/api/v2/tasks/'] : ['/api/tasks/']
  for (const list of lists) {
    if (list.includes('v2'))
      moves.push(
        ...tokensOf('alice', 'bob', 'user11', 'user12', ...FAR_IDS.map(({ user }) => user)),
      )
    const ids = Array.from({ length: LAST }, (_, at) => String(at + 1))
    for (const user of ['alice', 'user11', 'bob', 'user12']) {
      moves.push(asked(list, ids, user))
    }
    for (const { user } of FAR_IDS) moves.push(asked(list, ['1', '2'], user))
    const odd = ODD_IDS.map((id) => id.replace('ID', '2'))
    for (const user of ['alice', 'bob']) moves.push(asked(list, odd, user))
    const missing = METHODS.flatMap((method): Ask[] => {
      return ['999', '2'].map((id) => ({ ...askFor(list, id, 'bob'), method, json: {} }))
    })
    const all = goodCredential({ name: 'alice', password: '' })
    moves.push({ ask: { method: 'GET', path: list, headers: all } })
    moves.push({ burst: missing, inOrder: true })
  }
  return { seed: 0, skip: 0, moves }
}

function created(user: string): Move {
  return { hook: { op: 'create_user', user, password: 'a-password-1', how: 'create_user' } }
}

function tokensOf(...users: string[]): Move[] {
  return users.map((user) => ({ hook: { op: 'v2_token', user } }))
}

function asked(list: string, ids: string[], user: string): Move {
  return { burst: ids.map((id) => askFor(list, id, user)), inOrder: true }
}

function askFor(list: string, id: string, name: string): Ask {
  const headers = goodCredential({ name, password: '' })
  return { method: 'GET', path: `${list}${id}/`, headers }
}
