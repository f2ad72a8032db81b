import { compare, type Difference } from '../exam/compare.ts'
import { RightAnswers, Side } from '../exam/exam.ts'
import { play } from '../exam/play.ts'
import type { Ask, Move, Session } from '../exam/session.ts'
import { shrink } from '../exam/shrink.ts'
import { type Target, targetAt } from '../exam/target.ts'
import { serveTree } from '../exam/tree.ts'
import type { Received } from '../harness/http-client.ts'

/** The result: every session in which the two differ, in its shortest form. */
export interface DrfExam {
  played: number
  differences: Difference[]
}

const HEADERS = ['content-type', 'www-authenticate', 'allow', 'location', 'set-cookie']
/** These hooks work only in a tree in our own process. */
const OWN_HOOKS = ['set_classes', 'set_fault', 'next_user_id']
/** A session key of a few letters, and a value that ends in a no-break space. */
const OTHER_HEADERS = /sessionid=[^;]{0,7}(;|$)|\u00a0$/
const COLUMNS = {
  users: ['id', 'username', 'email', 'isStaff', 'isActive'],
  tokens: ['key', 'userId'],
  tasks: ['id', 'title', 'description', 'completed', 'ownerId'],
}

/**
 * Runs the exam on the real Django REST framework, and compares it with one of our trees, except
 * for the differences that README.md lists.
 */
export async function sitExam(url: string, folder: string, sessions: number): Promise<DrfExam> {
  const tree = new Side(async () => comparable(await serveTree({ folder })))
  const drf = comparable(anew(url))
  const answers = new RightAnswers(tree, 7, { headers: HEADERS })
  const attempt = async (session: Session) => {
    const right = await play(session, await tree.target(), answers.options)
    return compare(session, right, drf, answers.options)
  }
  const differences: Difference[] = []
  try {
    for (let number = 0; number < sessions; number += 1) {
      const session = sharedPart(answers.sessionAt(1, number))
      // In a race, chance decides which of two requests is first, so a difference must appear again.
      const found = (await attempt(session)) && (await attempt(session))
      if (found) differences.push(await shrink(found, attempt))
    }
  } finally {
    answers.close()
  }
  return { played: sessions, differences }
}

/** The part of a session that both sides can run. */
function sharedPart({ seed, moves }: Session): Session {
  const shared = moves.flatMap((move): Move[] => {
    if ('hook' in move) return OWN_HOOKS.includes(move.hook.op) ? [] : [move]
    if (isRace(move)) return []
    if ('burst' in move) return [{ ...move, burst: move.burst.filter(isOfTheApi).map(readable) }]
    // Python's own server waits for the body.
    if ('held' in move) return []
    return isOfTheApi(move.ask) ? [{ ask: readable(move.ask) }] : []
  })
  return { seed, skip: 0, moves: shared }
}

/** README.md lists it: DRF saves every column, so one of two changes at the same time is lost. */
function isRace(move: Move): boolean {
  if (!('burst' in move) || move.inOrder) return false
  return move.burst.filter(({ method }) => method === 'PATCH').length > 1 && !!move.statusesOnly
}

/** README.md lists what differs: paths without a view, ids that are not numbers, some headers. */
function isOfTheApi({ path, headers = [] }: Ask): boolean {
  if (headers.flat().some((text) => OTHER_HEADERS.test(text))) return false
  return /^\/api\/(tasks\/(\d{1,6}\/)?|demo\/[a-z-]+\/|login\/|logout\/|me\/|register\/)$/.test(
    path,
  )
}

/** Python's own server sends a body after HEAD, and cannot read one that comes in chunks. */
function readable({ headers = [], ...ask }: Ask): Ask {
  const others = headers.filter(([name]) => name !== 'Transfer-Encoding')
  return { ...ask, headers: others, method: ask.method === 'HEAD' ? 'GET' : ask.method }
}

/** Python's own server can close its connections at any time. */
function anew(url: string): Target {
  const once = async <T>(work: (target: Target) => Promise<T>) => {
    const target = targetAt(url)
    return work(target).finally(() => target.close())
  }
  return {
    keys: new Set(),
    send: (sent, patience) => once((target) => target.send(sent, patience)),
    hook: (asked) => once((target) => target.hook(asked)),
    close() {},
  }
}

/** Hides what may differ between the two sides. */
function comparable(target: Target): Target {
  return {
    keys: target.keys,
    send: async (sent, patience) => withoutViewsOwnWords(await target.send(sent, patience)),
    async hook(asked) {
      const told = await target.hook(asked)
      return told && 'op' in asked && asked.op === 'rows' ? sharedColumns(told as never) : told
    },
    close: () => target.close(),
  }
}

function sharedColumns(told: Record<keyof typeof COLUMNS, Record<string, unknown>[]>) {
  const tables = Object.entries(COLUMNS).map(([table, columns]) => [
    table,
    told[table as keyof typeof COLUMNS].map((row) => {
      return Object.fromEntries(columns.map((column) => [column, row[column]]))
    }),
  ])
  return { ...Object.fromEntries(tables), hashes: 0, errors: [] }
}

/** The recording compares how a view describes itself. */
function withoutViewsOwnWords(received: Received): Received {
  return received.body.includes('"parses"') ? { ...received, body: '' } : received
}
