import type { Ask, Held, Move, Session } from '../session.ts'
import { MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { beginV2, byToken } from './v2-actors.ts'

/**
 * While the body of a request is on its way, others use the API, and what the request is about
 * changes.
 */
export function heldSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS]
  if (upTo >= 6) moves.push({ ask: NEW_TASK })
  if (upTo >= 8) moves.push(...beginV2(upTo))
  if (upTo >= 3) moves.push(...logins('/api/login/', '/api/me/'))
  if (upTo >= 10) moves.push(...logins('/api/v2/login/', '/api/v2/me/'))
  if (upTo >= 6) moves.push(...tasks('/api/tasks/', '/api/me/'))
  if (upTo >= 8) moves.push(...tasks('/api/v2/tasks/', '/api/v2/tasks/'))
  if (upTo >= 7) moves.push(...logouts('', 'logout'))
  if (upTo >= 10) moves.push(...logouts('v2/', 'logout'), ...logouts('v2/', 'logoutall'))
  return { seed: 0, skip: SKIP, moves }
}

function as(name: string, method: string, path: string, json?: object): Ask {
  return { method, path, ...byToken(name), ...(json && { json }) }
}

function others(path: string): Move {
  const names = ['bob', 'root']
  return { burst: [...names.map((name) => as(name, 'GET', path)), { method: 'GET', path }] }
}

function login(path: string): Ask {
  return { method: 'POST', path, json: { username: 'alice', password: 'alice-pass-1' } }
}

function logins(path: string, mine: string): Move[] {
  const hook = (op: string, more: object = {}): Move => ({ hook: { op, user: 'alice', ...more } })
  const held = (...during: Move[]): Move => ({ held: login(path), during })
  return [
    { hook: { op: 'reset_throttles' } },
    held(others(mine), { ask: { ...login(path), json: { username: 'bob', password: 'wrong' } } }),
    held(hook('set_active', { value: false })),
    hook('set_active', { value: true }),
    held(hook('set_password', { password: 'new-Password-7' })),
    hook('set_password', { password: 'alice-pass-1' }),
  ]
}

function tasks(root: string, read: string): Move[] {
  const task = `${root}1/`
  const held = (method: string, path: string, json: object, ...during: Move[]): Held => {
    return { held: as('alice', method, path, json), during: [others(read), ...during] }
  }
  const change: Move = {
    ask: as('alice', 'PATCH', task, { description: 'later', completed: false }),
  }
  const again: Move = { ask: as('alice', 'PUT', task, { title: 'Milk', completed: true }) }
  const setActive = (value: boolean): Move => {
    return { hook: { op: 'set_active', user: 'alice', value } }
  }
  return [
    again,
    held('POST', root, { title: 'Rice' }),
    held('PATCH', task, { title: 'Rye' }, change),
    again,
    held('PUT', task, { title: 'Corn' }, change),
    held('PATCH', task, { title: 'Oats' }, setActive(false)),
    setActive(true),
    { ask: as('alice', 'GET', task) },
  ]
}

/** A logout ends the token that it was sent with, and none that was made since. */
function logouts(version: string, name: string): Move[] {
  const [out, mine] = [`/api/${version}${name}/`, `/api/${version}me/`]
  const old: Ask = {
    method: 'GET',
    path: mine,
    headers: [['Authorization', 'Token {{alice.old}}']],
  }
  const both: Move = {
    burst: [as('alice', 'GET', mine), old, as('bob', 'GET', mine)],
    inOrder: true,
  }
  return [
    { hook: { op: 'reset_throttles' } },
    { ask: login(`/api/${version}login/`) },
    {
      held: as('alice', 'POST', out, {}),
      during: [
        others(mine),
        { ask: as('alice', 'POST', out) },
        { ask: login(`/api/${version}login/`) },
      ],
    },
    both,
  ]
}
