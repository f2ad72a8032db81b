import type { Difference } from './compare.ts'
import type { Ask, Move, Session } from './session.ts'

/** More runs rarely make the session shorter. */
const MOST_PLAYS = 250

/**
 * Finds the shortest session that still shows a difference, by leaving out one part after another.
 *
 * @param attempt runs a session on both sides
 */
export async function shrink(
  found: Difference,
  attempt: (session: Session) => Promise<Difference | undefined>,
  isOver: () => boolean = () => false,
): Promise<Difference> {
  let best = found
  let plays = 0
  const holds = async (session: Session) => {
    if (plays >= MOST_PLAYS || isOver()) return false
    plays += 1
    const difference = await attempt(session)
    if (difference) best = difference
    return Boolean(difference)
  }
  const { session, move } = found
  const isAlone = await holds({ ...session, moves: session.moves.slice(move, move + 1) })
  if (!isAlone) await holds({ ...session, moves: session.moves.slice(0, move + 1) })
  for (let before = -1; before !== size(best.session); ) {
    before = size(best.session)
    await leaveOutMoves()
    for (let at = best.session.moves.length - 1; at >= 0; at -= 1) await simplify(at)
  }
  if (best.session.skip > 0) await holds({ ...best.session, skip: 0 })
  return best

  async function leaveOutMoves(): Promise<void> {
    const { length } = best.session.moves
    for (let chunk = Math.max(1, length >> 1); chunk >= 1; chunk >>= 1) {
      for (let at = best.session.moves.length - chunk; at >= 0; at -= chunk) {
        const moves = best.session.moves.toSpliced(at, chunk)
        if (await holds({ ...best.session, moves })) continue
        // Without a task, the ids of the others are smaller.
        const numbered = lowerIds(moves, chunk)
        if (numbered) await holds({ ...best.session, moves: numbered })
      }
    }
  }

  async function simplify(at: number): Promise<void> {
    for (let n = 0; ; ) {
      const move = best.session.moves[at]
      const simpler = move && simplerMoves(move)[n]
      if (!simpler) return
      // A simpler move can offer other simplifications.
      if (!(await holds({ ...best.session, moves: best.session.moves.with(at, simpler) }))) n += 1
      if (plays >= MOST_PLAYS || isOver()) return
    }
  }
}

const TASK = /\/api\/tasks\/(\d+)\//g

/** The moves with lower task ids in their paths, or undefined if there are none. */
function lowerIds(moves: Move[], by: number): Move[] | undefined {
  const text = JSON.stringify(moves)
  const lower = text.replace(TASK, (_, id) => `/api/tasks/${Math.max(1, Number(id) - by)}/`)
  return lower === text ? undefined : JSON.parse(lower)
}

function size(session: Session): number {
  return JSON.stringify(session).length
}

function simplerMoves(move: Move): Move[] {
  if ('ask' in move) return simplerAsks(move.ask).map((ask) => ({ ask }))
  if ('burst' in move) {
    const [only, ...others] = move.burst
    if (only && others.length === 0) return [{ ask: only }]
    return without(move.burst).map((burst) => ({ ...move, burst }))
  }
  if ('held' in move) {
    const { held, during } = move
    return [
      ...without(during).map((fewer) => ({ held, during: fewer })),
      ...during.flatMap((each, at) =>
        simplerMoves(each).map((simpler) => ({ held, during: during.with(at, simpler) })),
      ),
      ...simplerAsks(held).map((simpler) => ({ held: simpler, during })),
    ]
  }
  const { permissions, authentication, ...hook } = move.hook
  const lists = { permissions, authentication }
  return Object.entries(lists).flatMap(([name, list]) => {
    if (!Array.isArray(list)) return []
    const others = Object.fromEntries(
      Object.entries(lists).filter(([each, value]) => each !== name && value !== undefined),
    )
    const shorter = without(list).map((less) => ({ hook: { ...hook, ...others, [name]: less } }))
    return Object.keys(others).length > 0 ? [{ hook: { ...hook, ...others } }, ...shorter] : shorter
  })
}

function simplerAsks(ask: Ask): Ask[] {
  const { json, form, raw, ...bare } = ask
  const asks: Ask[] = json !== undefined || form || raw ? [bare] : []
  for (const field of ['headers', 'query', 'form'] as const) {
    for (const less of without(ask[field] ?? [])) {
      const { [field]: _, ...rest } = ask
      asks.push(less.length > 0 ? { ...rest, [field]: less } : rest)
    }
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
    const fields = Object.entries(json)
    for (const less of without(fields)) asks.push({ ...ask, json: Object.fromEntries(less) })
  }
  const { headers = [] } = ask
  for (const [at, [name, value]] of headers.entries()) {
    if (name !== 'Cookie') continue
    const cookies = value.split('; ')
    if (cookies.length === 1) continue
    for (const less of without(cookies)) {
      asks.push({ ...ask, headers: headers.with(at, [name, less.join('; ')]) })
    }
  }
  return asks
}

/** The list without each half, then without each quarter, and finally without each item. */
function without<T>(list: readonly T[]): T[][] {
  if (list.length === 1) return [[]]
  const shorter: T[][] = []
  for (let chunk = list.length >> 1; chunk >= 1; chunk >>= 1) {
    for (let at = 0; at < list.length; at += chunk) shorter.push(list.toSpliced(at, chunk))
  }
  return shorter
}
