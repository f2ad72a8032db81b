import type { Difference } from '../../../checks/exam/compare.ts'
import type { Seen } from '../../../checks/exam/play.ts'
import { type Ask, asksOf, type Move, type Pair } from '../../../checks/exam/session.ts'
import { differingAnswer, hookLine, named, withoutEmpty } from '../../failure/explain-exam.ts'
import { answerLines } from '../../failure/http-lines.ts'
import type { TalkLine } from '../page-state.ts'

/** The shortest session with a difference, as a conversation. A line of its last move differs. */
export function talkOf(difference: Difference): TalkLine[] {
  const { session, move, before, expected } = difference
  const differing = differingAnswer(difference)
  return session.moves.slice(0, move + 1).flatMap((each, at): TalkLine[] => {
    const isLast = at === move
    const lines = linesOf(each, isLast ? expected.answers : before[at]?.answers)
    if (!isLast) return lines
    return lines.map(({ answer, ...line }, number) => {
      if (number === differing) return { ...line, differs: 'response' }
      const isEnd = differing < 0 && number === lines.length - 1
      return { ...line, answer, ...(isEnd && { differs: 'afterwards' }) }
    })
  })
}

function linesOf(move: Move, answers: Seen[] = []): TalkLine[] {
  if ('hook' in move) return [{ sent: hookLine(move.hook) }]
  return asksOf(move).map((ask, at) => {
    const seen = answers[at]
    const about = aboutRequest(move, at)
    return {
      who: whoAsks(ask),
      ...(about && { about }),
      sent: sentLine(ask),
      ...(seen && { answer: answerLines(withoutEmpty(seen), []) }),
    }
  })
}

/** When a request is sent, if that is not after the one above it. */
function aboutRequest(move: Move, at: number): string | undefined {
  if ('burst' in move) return at > 0 && !move.inOrder ? 'at the same time' : undefined
  if (!('held' in move)) return undefined
  const count = asksOf(move).length - 1
  if (at < count || count === 0) return undefined
  return `begun before the ${count === 1 ? 'line' : `${count} lines`} above`
}

const KEY = /\{\{(\w+)\.(key|old)([^}]*)\}\}/

/**
 * The actor whose key or cookies are sent. If a key is sent in an unusual way, the line shows that.
 */
function whoAsks({ headers = [], browser }: Ask): string {
  const [, credentials = ''] = headers.find(([name]) => /^authorization$/i.test(name)) ?? []
  const actor = KEY.exec(credentials)?.[1] ?? (credentials === '' ? 'anonymous' : 'a wrong key')
  if (browser === undefined) return actor
  return actor === 'anonymous' ? `${browser}'s browser` : `${actor}, in ${browser}'s browser`
}

function sentLine({ method, path, query = [], headers = [], json, form, raw }: Ask): string {
  const pairs = (list: Pair[]) => list.map((pair) => pair.join('=')).join('&')
  const body = json === undefined ? (form ? pairs(form) : raw?.text) : JSON.stringify(json)
  const odd = headers.filter((header) => !isUsual(header)).map((header) => header.join(': '))
  const target = query.length > 0 ? `${path}?${pairs(query)}` : path
  return named([`${method} ${target}`, ...odd, body].filter(Boolean).join('  '))
}

function isUsual([name, value]: Pair): boolean {
  return name === 'Authorization' && /^Token \{\{\w+\.key\}\}$/.test(value)
}
