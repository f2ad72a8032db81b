import type { Difference } from '../../../checks/exam/compare.ts'
import { type Ask, asksOf, type Pair } from '../../../checks/exam/session.ts'
import { hookLine, withoutEmpty } from '../../failure/explain-exam.ts'
import { answerLines } from '../../failure/http-lines.ts'
import type { TalkLine } from '../page-state.ts'

/** The shortest session with a difference, as a conversation. Its last line differs. */
export function talkOf({ session, move, before }: Difference): TalkLine[] {
  return session.moves.slice(0, move + 1).flatMap((each, at): TalkLine[] => {
    if ('hook' in each) return [{ sent: hookLine(each.hook) }]
    return asksOf(each).map((ask, number) => {
      const seen = before[at]?.answers[number]
      return {
        who: whoAsks(ask),
        sent: sentLine(ask),
        ...(seen && { answer: answerLines(withoutEmpty(seen), []) }),
      }
    })
  })
}

const KEY = /\{\{(\w+)\.(key|old)([^}]*)\}\}/

/** The actor whose key is sent. If it is sent in an unusual way, the line shows that. */
function whoAsks({ headers = [] }: Ask): string {
  const [, credentials = ''] = headers.find(([name]) => /^authorization$/i.test(name)) ?? []
  return KEY.exec(credentials)?.[1] ?? (credentials === '' ? 'anonymous' : 'a wrong key')
}

function sentLine({ method, path, query = [], headers = [], json, form, raw }: Ask): string {
  const pairs = (list: Pair[]) => list.map((pair) => pair.join('=')).join('&')
  const body = json === undefined ? (form ? pairs(form) : raw?.text) : JSON.stringify(json)
  const odd = headers.filter((header) => !isUsual(header)).map((header) => header.join(': '))
  const target = query.length > 0 ? `${path}?${pairs(query)}` : path
  return [`${method} ${target}`, ...odd, body].filter(Boolean).join('  ')
}

function isUsual([name, value]: Pair): boolean {
  return name === 'Authorization' && /^Token \{\{\w+\.key\}\}$/.test(value)
}
