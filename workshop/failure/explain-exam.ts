import type { Difference } from '../../checks/exam/compare.ts'
import type { Entry, Seen } from '../../checks/exam/play.ts'
import type { Ask, Move, Pair } from '../../checks/exam/session.ts'
import type { AskedHook } from '../../checks/harness/exchange.ts'
import { NEXT_TWICE } from '../../checks/harness/trace.ts'
import { failureMessage } from '../lesson/texts.ts'
import { peopleNote, shownVariable, VARIABLE } from './exam-people.ts'
import type { Explanation } from './explanation.ts'
import { hookWords } from './hook-words.ts'
import { answerLines, curlLine, expectedLines } from './http-lines.ts'

/** Explains a difference like a failing check: the shortest session that shows it, line by line. */
export function explainExam(
  { session, move, expected, actual }: Difference,
  base: string,
): Explanation {
  const lines = session.moves.slice(0, move + 1).map((each) => moveLines(each, base))
  const last = lines.at(-1) ?? ['(before the first request: the users are created)']
  const at = Math.max(0, differingAnswer({ expected, actual }))
  const [right, own] = [expected.answers[at], actual.answers[at]]
  const wanted = right && [pick(right, own)]
  const nothing = own || actual.ended ? ['(nothing)'] : []
  const cameBack = own && own.status > 0 ? answerLines(withoutEmpty(own), wanted ?? []) : nothing
  return {
    check: 'answers every session of the exam as the solution does',
    whatToDo: [whatToDo(expected, actual, right, own)],
    before: lines.slice(0, -1).flat(),
    sent: last[at] ?? last[0],
    note: peopleNote(session.moves.slice(0, move + 1)),
    cameBack: [...cameBack, ...besideLines(actual, expected)],
    expected: [[...(wanted ?? []).flatMap(expectedLines), ...besideLines(expected, actual)]],
    frames: [],
  }
}

/** The index of the response that differs, among those of the last move. -1 if they are the same. */
export function differingAnswer({
  expected,
  actual,
}: Pick<Difference, 'expected' | 'actual'>): number {
  return expected.answers.findIndex((answer, at) => !isSame(answer, actual.answers[at]))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function whatToDo(expected: Entry, actual: Entry, right?: Seen, own?: Seen): string {
  if (actual.errors.includes(NEXT_TWICE)) return failureMessage('calls next twice')
  if (actual.errors.includes('NotAwaited')) return failureMessage('not awaited')
  if (actual.ended) return `Your code ends the process, or keeps it busy: ${actual.ended}.`
  if (right && own && !isSame(right, own)) return aboutAnswer(right, own)
  if (actual.effects.some((effect) => /<key (like one before|of an earlier time)/.test(effect))) {
    return 'A key is similar to an earlier one. Make every key from new random bytes only.'
  }
  if (!isSame(expected.effects, actual.effects)) {
    return 'The response is right, but the data stored afterwards is not. Compare the lines that begin with "afterwards".'
  }
  if (expected.hashes !== actual.hashes) {
    return 'The response is right, but its time is not: it reveals which accounts exist. Hash a password as often as the solution does.'
  }
  const thrown = actual.errors.join(', ')
  return thrown === ''
    ? 'The response is right, but your code hides an error that the solution throws. Do not catch it.'
    : `The response is right, but your code also throws: ${thrown}. Is an \`await\` missing?`
}

function aboutAnswer(right: Seen, own: Seen): string {
  if (own.status === 0) {
    return 'There was no response. On every path, your code must send a response, call `next()`, or throw.'
  }
  if (right.status >= 400 && own.status < 400) {
    return `Refuse this request with ${right.status}: your code allows it.`
  }
  if (right.status < 400 && own.status >= 400) {
    return `Allow this request: your code refuses it with ${own.status}.`
  }
  if (right.status !== own.status) {
    return `The right status is ${right.status}, but your code sent ${own.status}.`
  }
  const names = Object.keys(pick(right, own).headers).map((name) => `\`${name}\``)
  const part = names.length > 0 ? `the header ${names.join(' and ')}` : 'the body'
  return `The status is right, but ${part} is not: compare what came back with what was expected.`
}

/** The status, the headers that differ between two responses, and the body. */
function pick(right: Seen, own: Seen | undefined) {
  const names = Object.keys({ ...right.headers, ...own?.headers })
  const differing = names.filter((name) => right.headers[name] !== own?.headers[name])
  const headers = Object.fromEntries(differing.map((name) => [name, right.headers[name] ?? null]))
  return { status: right.status, headers, body: withoutEmpty(right).body }
}

/** A response whose empty body is shown as none. */
export function withoutEmpty(seen: Seen): Seen {
  return { ...seen, body: seen.body === '' ? null : seen.body }
}

/** Differences that the response does not show. */
function besideLines(entry: Entry, other: Entry): string[] {
  const lines: string[] = []
  if (!isSame(entry.effects, other.effects)) {
    const own = entry.effects.filter((effect) => !other.effects.includes(effect))
    const effects = own.length > 0 ? own : ['nothing else is stored']
    lines.push(...effects.map((effect) => `afterwards: ${effect}`))
  }
  if (entry.hashes !== other.hashes) lines.push(`passwords hashed: ${entry.hashes}`)
  if (!isSame(entry.errors, other.errors)) {
    lines.push(`also thrown: ${entry.errors.join(', ') || 'nothing'}`)
  }
  return lines
}

function moveLines(move: Move, base: string): string[] {
  if ('ask' in move) return [askLine(move.ask, base)]
  if ('burst' in move)
    return move.burst.map((ask) => askLine(ask, base) + (move.inOrder ? '' : ' &'))
  if ('held' in move) {
    const during = move.during.flatMap((each) => moveLines(each, base))
    return [...during, `${askLine(move.held, base)}  # its headers were sent before the others`]
  }
  return [hookLine(move.hook)]
}

/** The text of a hook. */
export function hookLine(hook: AskedHook): string {
  const password = 'password' in hook ? `, with the password ${JSON.stringify(hook.password)}` : ''
  return named(`(without a request, the exam ${hookWords(hook)}${password})`)
}

function askLine(
  { method, path: asked, query = [], headers = [], json, form, raw, browser }: Ask,
  base: string,
) {
  const all: Pair[] = [...headers]
  if (json !== undefined) all.push(['Content-Type', 'application/json'])
  if (raw) all.push(['Content-Type', raw.type])
  const body = json === undefined ? (form ? pairsOf(form) : raw?.text) : JSON.stringify(json)
  // A name can occur twice.
  const values: Record<string, string[]> = {}
  for (const [name, value] of all) values[name] = [...(values[name] ?? []), named(value)]
  const request = {
    method,
    path: named(query.length > 0 ? `${asked}?${pairsOf(query)}` : asked),
    headers: values,
    ...(body !== undefined && { body: named(body) }),
  }
  // curl stores the cookies of a browser in a file.
  const jar = browser === undefined ? '' : ` -b ${fileOf(browser)} -c ${fileOf(browser)}`
  return curlLine(request, base) + jar
}

/** As they are sent, except for the names of keys. */
function pairsOf(pairs: Pair[]): string {
  const encoded = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  return encoded.replaceAll(/%7B%7B.+?%7D%7D/g, decodeURIComponent)
}

function fileOf(browser: string): string {
  return `${browser.replace(/\W+/g, '-')}.jar`
}

/** A text with the names of its variables, and how a key is changed. */
export function named(text: string): string {
  return text.replace(VARIABLE, (_, name, which, filter) => {
    const key = shownVariable(name, which)
    if (/^(csrf|sessionid|hash)$/.test(which)) return key
    const [, change, from, to] = filter.split(/[|:]/)
    if (change === 'slice') return `${key}, characters ${Number(from) + 1} to ${to || 'the last'}`
    if (change === 'upper') return `${key} in capitals`
    if (change === 'lower') return `${key} in lower case`
    return change === 'base64' ? `${key} in base64` : key
  })
}
