import type { Ask, Move, Pair, Session } from '../session.ts'
import { NEW_TASK, SKIP } from './actors.ts'
import { BLANKS } from './logins.ts'
import { byBrowser, byToken, logIn, MAKE_TOKENS } from './v2-actors.ts'

const LOGIN = '/api/v2/login/'
const ADDRESS = '192.0.2.1'
/** Usernames that look like an address, or like another user's id. */
const CONFUSED = [ADDRESS, '127.0.0.1', String(SKIP + 1), 'anon', 'undefined']

const from = (address: string): Pair => ['X-Forwarded-For', address]
const reset: Move = { hook: { op: 'reset_throttles' } }
const letPass = (seconds: number): Move => ({ hook: { op: 'advance_clock', seconds } })

function attempt(more: Partial<Ask> = {}, json: object = {}): Ask {
  return { method: 'POST', path: LOGIN, json, ...more }
}

const times = (count: number, ask: Ask): Ask[] => Array.from({ length: count }, () => ask)

/** Tries what is counted together, what is counted at all, and when another attempt is allowed. */
export function throttlesSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_TOKENS]
  for (const user of CONFUSED) {
    moves.push({ hook: { op: 'create_user', user, password: 'a-password-1', how: 'create_user' } })
    moves.push({ hook: { op: 'v2_token', user } })
  }
  moves.push(...apart(upTo), ...disguised(), ...counted(), ...sliding(), ...names())
  moves.push(...writes(upTo))
  return { seed: 0, skip: SKIP, moves }
}

/** One client uses up its attempts, then each of the others sends a request. */
function apart(upTo: number): Move[] {
  const here = { headers: [from(ADDRESS)] }
  const there = { headers: [from('192.0.2.2')] }
  const users = ['alice', ...CONFUSED].map((name) => byToken(name))
  const browser = upTo >= 12 ? [{ ...byBrowser('alice'), path: '/api/v2/session/' }] : []
  const all = [here, there, {}, ...users, ...browser].map((way) => attempt(way))
  const moves: Move[] = upTo >= 12 ? logIn('alice') : []
  for (const one of all) moves.push(reset, { burst: [...times(6, one), ...all], inOrder: true })
  return moves
}

/** Headers that a client can change from one attempt to the next. */
const FREE_HEADERS = [
  ...['User-Agent', 'Accept', 'Accept-Language', 'Accept-Encoding', 'Referer', 'Origin', 'Cookie'],
  ...['X-Real-IP', 'X-Client-IP', 'CF-Connecting-IP', 'True-Client-IP', 'Forwarded', 'Via'],
  ...['X-Request-Id', 'X-Device-Id', 'X-Session-Id', 'X-Api-Key', 'Host', 'DNT'],
]

/** Attempts that differ in everything that a client can choose. They still count together. */
function disguised(): Move[] {
  const asks: ((at: number) => Ask)[] = [
    (at) => attempt({ headers: FREE_HEADERS.map((name): Pair => [name, clientValue(name, at)]) }),
    (at) => attempt({ query: [['at', String(at)]] }),
    (at) => attempt({}, { username: `nobody-${at}`, password: 'wrong' }),
    (at) => attempt({}, { [`field-${at}`]: 'x' }),
    (at) => attempt({ json: undefined, form: [['at', String(at)]] }),
  ]
  const six = (make: (at: number) => Ask) => Array.from({ length: 6 }, (_, at) => make(at))
  return asks.flatMap((make): Move[] => [reset, { burst: six(make), inOrder: true }])
}

function clientValue(name: string, at: number): string {
  if (name === 'Accept') return `text/html;q=0.${at}, */*`
  return name === 'Cookie' ? `a=${at}` : `client-${at}.example`
}

/**
 * Other requests before, between or after the attempts: the sixth attempt is refused, and the other
 * requests do not count unless they are attempts.
 */
function counted(): Move[] {
  const wrong = attempt({}, { username: 'alice', password: 'wrong' })
  const right = attempt({}, { username: 'bob', password: 'bob-pass-1' })
  const others: Ask[] = [
    right,
    { method: 'OPTIONS', path: LOGIN },
    { method: 'GET', path: LOGIN },
    { method: 'HEAD', path: LOGIN },
    attempt({ headers: [['Authorization', 'Token x']] }),
    attempt({ headers: [['Accept', 'text/html']] }),
    attempt({ raw: { type: 'text/plain', text: 'x' }, json: undefined }),
    attempt({ raw: { type: 'application/json', text: '{' }, json: undefined }),
    attempt({ query: [['username', 'x']] }),
    { method: 'GET', path: '/api/v2/me/', ...byToken('alice') },
    { method: 'POST', path: '/api/login/', json: { username: 'alice', password: 'alice-pass-1' } },
  ]
  return others.flatMap((other): Move[] => [
    reset,
    {
      burst: [wrong, wrong, other, wrong, other, wrong, wrong, wrong, wrong, other],
      inOrder: true,
    },
  ])
}

/** Another attempt is allowed exactly when the oldest one leaves the window, and not before. */
function sliding(): Move[] {
  const moves: Move[] = [reset, letPass(0.9), { burst: times(2, attempt()), inOrder: true }]
  moves.push(letPass(30.25), { burst: times(4, attempt()), inOrder: true })
  for (const seconds of [29.05, 0.5, 0.15, 0.1, 29.5, 0.7, 0.1, 60, 0.01]) {
    moves.push(letPass(seconds), { burst: times(2, attempt()), inOrder: true })
  }
  moves.push(letPass(-600), { ask: attempt() }, letPass(3600), { ask: attempt() })
  return moves
}

/** Each attempt from its own address. */
function names(): Move[] {
  let address = 0
  const guess = (username: unknown, headers: Pair[] = []): Ask => {
    address += 1
    const sent = [from(`198.51.100.${address}`), ...headers]
    return attempt({ headers: sent }, { username, password: 'wrong' })
  }
  const blanks = BLANKS.flatMap((blank) => [`${blank}bob`, `bob${blank}`])
  const others = ['BOB', 'bób', 'ｂob', 'bob.', 'bo', 'nobody', 'root', '', null, ['bob'], 97]
  return [
    reset,
    { burst: [...Array(10)].map(() => guess('bob')), inOrder: true },
    { burst: [...blanks, ...others].map((name) => guess(name)), inOrder: true },
    // A user who is logged in can guess too, five times a minute.
    ...[1, 2, 3].flatMap((): Move[] => [
      { burst: [...Array(5)].map(() => guess('root', byToken('alice').headers)), inOrder: true },
      letPass(61),
    ]),
    // An attempt that is refused by name still counts by address, and the other way round.
    { burst: times(5, attempt({}, { username: 'bob', password: 'wrong' })), inOrder: true },
    { burst: times(6, attempt({}, { username: 'nobody', password: 'wrong' })), inOrder: true },
    { burst: [...Array(11)].map(() => guess('nobody')), inOrder: true },
  ]
}

/** Writes count and reads do not, separately for each user and whatever the credential. */
function writes(upTo: number): Move[] {
  const list = '/api/v2/tasks/'
  const write = (name: string): Ask => {
    return { method: 'PATCH', path: `${list}1/`, json: {}, ...byToken(name) }
  }
  const ways: Ask[] = [
    { ...write('alice'), path: list, method: 'POST' },
    { ...write('alice'), method: 'DELETE', path: `${list}999/` },
    { method: 'GET', path: list, ...byToken('alice') },
    { method: 'OPTIONS', path: list, ...byToken('alice') },
    write('bob'),
    write(String(SKIP + 1)),
    { ...write('alice'), headers: [] },
    ...(upTo >= 12 ? [{ ...write('alice'), ...byBrowser('alice') }] : []),
  ]
  const burst = [...times(30, write('alice')), ...ways, ...times(30, write('alice')), ...ways]
  return [{ ask: NEW_TASK }, reset, { burst, inOrder: true }]
}
