import path from 'node:path'
import type { Difference } from '../../checks/exam/compare.ts'
import type { Entry, Seen } from '../../checks/exam/play.ts'
import type { Ask, Move, Pair } from '../../checks/exam/session.ts'
import type { AskedHook } from '../../checks/harness/exchange.ts'
import type { StepReport } from '../runner/report.ts'
import type { Explanation } from './explanation.ts'
import { hookWords } from './hook-words.ts'
import { answerLines, curlLine, expectedLines } from './http-lines.ts'

const PEOPLE =
  'There are alice, bob, root (staff) and inactive (not active); the password of alice is alice-pass-1, and so on. ALICE is the key of the token of alice, which her login answers.'

/** Tells a difference as any check that fails: the shortest session that shows it, line by line. */
export function explainExam(
  { session, move, expected, actual }: Difference,
  { step, exam }: StepReport,
  { base, tree }: { base: string; tree: string },
): Explanation {
  const lines = session.moves.slice(0, move + 1).map((each) => moveLines(each, base))
  const last = lines.at(-1) ?? ['(no request: the users are made)']
  const differing = expected.answers.findIndex((answer, at) => !isSame(answer, actual.answers[at]))
  const at = Math.max(0, differing)
  const { guilty } = exam ?? {}
  return {
    check: EXAM_CHECK,
    whatToDo: [whatToDo(expected, actual, at)],
    before: lines.slice(0, -1).flat(),
    sent: last[at] ?? last[0],
    note: PEOPLE,
    cameBack: seenLines(actual, expected, at),
    expected: [expectedSeenLines(expected, actual, at)],
    frames: [],
    ...(guilty && { open: `${path.basename(tree)}/${guilty.file}:${guilty.line}` }),
    hintCommand: `npm run hint ${step.slice(0, 2)}`,
  }
}

/** The exam as one more check, for people. */
export const EXAM_CHECK = 'answers every session of the exam as the solution does'

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function whatToDo(expected: Entry, actual: Entry, at: number): string {
  const [right, own] = [expected.answers[at], actual.answers[at]]
  if (actual.errors.includes('NotAwaited')) {
    return 'The response was sent before this finished. `await` every database call.'
  }
  if (actual.ended) return `Your code ends the process, or keeps it busy: ${actual.ended}.`
  if (right && own && !isSame(right, own)) return aboutAnswer(right, own)
  if (actual.effects.some((effect) => /<key (like one before|of an earlier time)/.test(effect))) {
    return 'A key is like one that was made before. Make each key anew, of random bytes alone.'
  }
  if (!isSame(expected.effects, actual.effects)) {
    return 'The answer is right, and what is stored afterwards is not. Find out what this request changes.'
  }
  if (expected.hashes !== actual.hashes) {
    return 'The answer is right, and its time tells too much. Hash as often as the solution does for every request.'
  }
  return `The answer is right, and beside it your code throws: ${actual.errors.join(', ') || 'nothing, where it should'}. Is an await missing?`
}

function aboutAnswer(right: Seen, own: Seen): string {
  if (own.status === 0) {
    return 'There was no response. On every path, your code must send a response, call `next()`, or throw.'
  }
  if (right.status >= 400 && own.status < 400) {
    return 'Find out why this request gets through: it has to be refused.'
  }
  if (right.status < 400 && own.status >= 400) {
    return 'Find out why this request is refused: it has to get through.'
  }
  if (right.status !== own.status)
    return 'Find out who decides here: it is somebody else than in the solution.'
  return 'The status is right. Find out why the rest of the answer is another one.'
}

function seenLines(actual: Entry, expected: Entry, at: number): string[] {
  const own = actual.answers[at]
  const right = expected.answers[at]
  const answer =
    own && own.status > 0
      ? answerLines(withoutEmpty(own), right ? [pick(right, own)] : [])
      : ['(nothing)']
  return [...(own || actual.ended ? answer : []), ...besideLines(actual, expected)]
}

function expectedSeenLines(expected: Entry, actual: Entry, at: number): string[] {
  const right = expected.answers[at]
  const own = actual.answers[at]
  return [...(right ? expectedLines(pick(right, own)) : []), ...besideLines(expected, actual)]
}

/** The status, the headers in which two answers differ, and the body. */
function pick(right: Seen, own: Seen | undefined) {
  const names = Object.keys({ ...right.headers, ...own?.headers })
  const differing = names.filter((name) => right.headers[name] !== own?.headers[name])
  const headers = Object.fromEntries(differing.map((name) => [name, right.headers[name] ?? null]))
  return { status: right.status, headers, body: withoutEmpty(right).body }
}

function withoutEmpty(seen: Seen): Seen {
  return { ...seen, body: seen.body === '' ? null : seen.body }
}

/** What an answer does not show, where it differs from the other side's. */
function besideLines(entry: Entry, other: Entry): string[] {
  const lines: string[] = []
  if (!isSame(entry.effects, other.effects)) {
    const own = entry.effects.filter((effect) => !other.effects.includes(effect))
    const effects = own.length > 0 ? own : ['nothing else is stored']
    lines.push(...effects.map((effect) => `afterwards: ${effect}`))
  }
  if (entry.hashes !== other.hashes) lines.push(`passwords hashed: ${entry.hashes}`)
  if (!isSame(entry.errors, other.errors)) {
    lines.push(`thrown beside the answer: ${entry.errors.join(', ') || 'nothing'}`)
  }
  return lines
}

function moveLines(move: Move, base: string): string[] {
  if ('ask' in move) return [askLine(move.ask, base)]
  if ('burst' in move) return move.burst.map((ask) => `${askLine(ask, base)} &`)
  return [hookLine(move.hook)]
}

/** What happens behind the API's back, in words. */
export function hookLine(hook: AskedHook): string {
  const password = 'password' in hook ? `, with the password ${JSON.stringify(hook.password)}` : ''
  return named(`(no request: the exam ${hookWords(hook)}${password})`)
}

function askLine(
  { method, path: asked, query = [], headers = [], json, form, raw, browser }: Ask,
  base: string,
) {
  const pairs = (list: Pair[]) =>
    list.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const all: Pair[] = [...headers]
  if (json !== undefined) all.push(['Content-Type', 'application/json'])
  if (raw) all.push(['Content-Type', raw.type])
  const body =
    json === undefined ? (form ? pairs(form).join('&') : raw?.text) : JSON.stringify(json)
  // A name may come twice, and a record holds it once.
  const [once, again] = [new Map<string, string>(), [] as Pair[]]
  for (const [name, value] of all) {
    if (once.has(name)) again.push([name, value])
    else once.set(name, named(value))
  }
  const request = {
    method,
    path: named(
      query.length > 0 ? `${asked}?${decodeURIComponent(pairs(query).join('&'))}` : asked,
    ),
    headers: Object.fromEntries(once),
    ...(body !== undefined && { body: named(body) }),
  }
  const rest = again.map(([name, value]) => ` -H "${name}: ${named(value)}"`)
  // A browser's cookies are a file to curl.
  const jar = browser === undefined ? '' : ` -b ${fileOf(browser)} -c ${fileOf(browser)}`
  return curlLine(request, base) + rest.join('') + jar
}

function fileOf(browser: string): string {
  return `${browser.replace(/\W+/g, '-')}.jar`
}

const VARIABLE = /\{\{(.+?)\.(key|old|csrf|sessionid)((?:\|[^}]*)?)\}\}/g

/** `{{alice.key}}` as a person reads it: ALICE; of what a browser holds, ALICE_CSRF. */
function named(text: string): string {
  return text.replace(VARIABLE, (_, name, which, filter) => {
    if (which === 'csrf' || which === 'sessionid') return `${name}_${which}`.toUpperCase()
    const key = `${which === 'old' ? 'OLD_' : ''}${name.toUpperCase()}`
    const [, change, from, to] = filter.split(/[|:]/)
    if (change === 'slice') return `${key}, characters ${Number(from) + 1} to ${to || 'the last'}`
    if (change === 'upper') return `${key} in capitals`
    if (change === 'lower') return `${key} in small letters`
    return change === 'base64' ? `${key} in base64` : key
  })
}
