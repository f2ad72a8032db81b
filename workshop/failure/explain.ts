import type { Asked, AskedHook, Exchange } from '../../checks/harness/exchange.ts'
import { sessionPasses } from '../exam/step-exam.ts'
import { stepOf } from '../lesson/steps.ts'
import { failureMessage, headingOf, type Place, readMistakes, readWords } from '../lesson/texts.ts'
import { STEPS } from '../paths.ts'
import { type Failure, failing, type Passes, type StepReport } from '../runner/report.ts'
import { type Frame, formatPlace, framesIn, parsePlace } from '../stack.ts'
import { type Culprit, checkPasses, findCulprits } from './blame.ts'
import { type Kind, kindOf, todoSentence, type WhereToLook, whereToLook } from './diagnosis.ts'
import { explainExam } from './explain-exam.ts'
import { explainStop } from './explain-stop.ts'
import { type Explanation, nearestFirst, placeOf } from './explanation.ts'
import { hintCommand } from './hint-command.ts'
import { hookWords } from './hook-words.ts'
import { answerLines, curlLine, expectedLines } from './http-lines.ts'
import { knownMisconception } from './known-mistake.ts'

/** Where the checked code is. */
export interface Source {
  /** The folder that contains its app.ts. */
  tree: string
  /** Its address when it is served by hand, for the `curl` lines. */
  base: string
  /** How to try other sources, if this process cannot run the tree. */
  passes?: Passes
}

/** The learner's tree, and the address of `npm run api`. */
export const LEARNERS: Source = { tree: STEPS, base: 'http://127.0.0.1:8000' }

/** The explanation of a step's first failing check. */
export async function explainReport(
  report: StepReport,
  source: Source,
): Promise<Explanation | undefined> {
  if (report.stopped) return explainStop(report, report.stopped, source.tree)
  const [first] = failing(report)
  if (first) return explainFailure(first, report, source)
  const { difference } = report.exam ?? {}
  return difference && explainExam(difference, source.base)
}

/** The same with its proved cause, where there is time to wait for it. */
export async function explainProved(
  report: StepReport,
  source: Source,
  typeErrors: string[] = [],
): Promise<Explanation | undefined> {
  const guess = await explainReport(report, source)
  return guess && proveWhere(withTypeError(guess, typeErrors), report, source)
}

/**
 * Replaces a guessed cause with a proved one: see `findCulprits`. It takes some time, so it follows
 * the explanation.
 */
export async function proveWhere(
  explanation: Explanation,
  report: StepReport,
  { tree, passes: passesThere }: Source,
  signal?: AbortSignal,
): Promise<Explanation> {
  if (explanation.proved) return explanation
  const { step, checks, exam } = report
  // What must pass: the check, or the session of the exam that differs.
  const passesHere = () =>
    checks.includes(explanation.check)
      ? checkPasses(tree, step, explanation.check, signal)
      : exam?.difference && sessionPasses(exam.difference, step, tree, signal)
  const passes = passesThere ?? (await passesHere())
  // Elsewhere it runs alone, and a check can fail only among others.
  if (await passes?.(new Map())) return passesThere ? explanation : passedAgain(explanation)
  const [culprit, other] = passes ? await findCulprits(tree, step, passes) : []
  if (!culprit) return explanation
  const words = readWords(step).get(explanation.check)
  const proved = [culprit, other].flatMap((each) => (each ? [formatPlace(each.at, tree)] : []))
  const typed = explanation.typed && explanation.open
  // A type error in the same file is more exact. One in another file is not the cause.
  const isSame = typed && parsePlace(typed)?.file === parsePlace(proved[0])?.file
  const [first, second] = new Set(
    isSame ? [typed, ...proved] : [...proved, ...(typed ? [typed] : [])],
  )
  // The advice of the check is about the place that it names. With another cause, it misleads.
  const isNamed = (each: Culprit | undefined) =>
    each && words?.place && isWithin(each.place, words.place)
  const isTold =
    isNamed(culprit) && culprit.place.symbol !== '' && !other && culprit.promise === undefined
  const applies = !words?.place || isNamed(culprit) || isNamed(other)
  const told = [
    words?.whatToDo,
    elsewhere(explanation.place),
    notAwaited(culprit),
    notAwaited(other),
  ]
  const others = explanation.whatToDo.filter((each) => !told.includes(each))
  const advice = applies && words ? [...others, words.whatToDo] : others
  const place = isNamed(culprit) ? words?.place : culprit.place
  return {
    ...explanation,
    whatToDo: isTold ? advice : [...causes(culprit, other, step), ...advice],
    open: first,
    alsoOpen: second,
    place,
    hintCommand: hintCommand(step, place),
    guess: false,
    proved: true,
  }
}

/** Whether a cause is at a place, or in its file and in no function that has hints. */
function isWithin({ file, symbol }: Place, place: Place): boolean {
  return headingOf({ file, symbol }) === headingOf(place) || (symbol === '' && file === place.file)
}

/**
 * A check that passes when it runs again has no cause in a file: any replacement would seem to
 * prove one.
 */
function passedAgain(explanation: Explanation): Explanation {
  const whatToDo = [failureMessage('passed again'), ...explanation.whatToDo]
  return { ...explanation, whatToDo, guess: true, proved: true }
}

function causes(culprit: Culprit, other: Culprit | undefined, step: string): string[] {
  if (culprit.promise !== undefined) {
    const calls = new Set([culprit.promise, other?.promise].filter((each) => each !== undefined))
    return [...calls].map((call) => failureMessage('call without await', { call }))
  }
  if (other)
    return [
      failureMessage('two culprits', { one: nameOf(culprit.place), other: nameOf(other.place) }),
    ]
  const own = stepOf(culprit.place.file) ?? step
  const kind = own < step ? 'culprit in an earlier step' : 'culprit'
  return [failureMessage(kind, { number: Number(own.slice(0, 2)), place: nameOf(culprit.place) })]
}

/** What the explanation says of the call before it is proved. */
function notAwaited(culprit: Culprit | undefined): string | undefined {
  const call = culprit?.promise
  return call && failureMessage('call not awaited', { call })
}

/** What is said if the place that a check names is not the cause: the place to open instead. */
function elsewhere(place: Place | undefined): string {
  if (!place) return failureMessage('not in this step')
  return failureMessage('elsewhere', { place: nameOf(place) })
}

function nameOf({ file, symbol }: Place): string {
  return symbol === '' ? `\`${file}\`` : `\`${symbol}\` of \`${file}\``
}

/**
 * Shows the first type error of a step before anything that is not proved, instead of a guess: what
 * the compiler refuses is wrong, whatever the check is about.
 *
 * @param errors those of the step, as `file:line: message`
 */
export function withTypeError(explanation: Explanation, errors: string[]): Explanation {
  const { proved, typed, guess } = explanation
  const open = placeOf(nearestFirst(errors, explanation)[0])
  if (proved || typed || open === undefined) return explanation
  const seen = guess || explanation.open === open ? undefined : explanation.open
  return { ...explanation, open, alsoOpen: seen, guess: false, typed: true }
}

/** The explanation of one failing check. */
export async function explainFailure(
  { check, failure }: { check: string; failure: Failure },
  report: StepReport,
  { tree, base }: Source,
): Promise<Explanation> {
  const { step } = report
  const kind = kindOf(failure)
  const words = readWords(step).get(check)
  const why = failure.expected.at(-1)?.why
  const frames = framesOf(failure, kind, report, tree)
  const where = whereToLook({ step, failure, kind, named: words?.place }, frames, tree)
  // Where a TODO is left, nothing is mistaken yet.
  const isUnwritten = kind === 'not written yet' || (kind === 'wrong answer' && where.proved)
  const misconception = isUnwritten
    ? undefined
    : knownMisconception(report, await readMistakes(step), tree)
  return {
    check,
    whatToDo: [
      ...howItFailed(failure, kind, step, where),
      ...(where.todo ? [failureMessage('still to do', where.todo)] : []),
      ...(isAsTheCheckSays(kind, where)
        ? [why, where.isElsewhere ? undefined : words?.whatToDo].filter(
            (each) => each !== undefined,
          )
        : []),
      ...(where.isElsewhere && !why ? [elsewhere(where.place)] : []),
    ],
    ...whatWasSent(failure, kind, base),
    misconception,
    frames: kind === 'not written yet' ? [] : frames.map((frame) => frameText(frame, tree)),
    open: where.at && formatPlace(where.at, tree),
    place: where.place,
    guess: where.guess,
    proved: where.proved,
    hintCommand: hintCommand(step, where.place),
  }
}

/**
 * The learner's own lines on the stack. What was not awaited can fail in any check, and not every
 * stack still has them.
 */
function framesOf(failure: Failure, kind: Kind, report: StepReport, tree: string): Frame[] {
  const of = ({ error }: Failure) => framesIn(tree, error?.stack ?? '')
  const own = of(failure)
  if (own.length > 0 || kind !== 'not awaited') return own
  const others = failing(report).filter((each) => kindOf(each.failure) === kind)
  return others.map((each) => of(each.failure)).find((frames) => frames.length > 0) ?? []
}

function frameText(frame: Frame, tree: string): string {
  return formatPlace(frame, tree) + (frame.name ? ` in ${frame.name}` : '')
}

/** Whether the words of the check apply: no more precise reason is known. */
function isAsTheCheckSays(kind: Kind, { earlier, todo, column, call }: WhereToLook): boolean {
  return (
    !earlier && !todo && !column && !call && kind !== 'calls next twice' && kind !== 'never answers'
  )
}

function howItFailed(
  failure: Failure,
  kind: Kind,
  step: string,
  { earlier, call }: WhereToLook,
): string[] {
  if (kind === 'wrong answer') return []
  if (call) return [failureMessage('call not awaited', { call })]
  const values = {
    sentence: todoSentence(failure),
    message: failure.error?.message,
    seconds: (failure.unanswered?.waited ?? 0) / 1000,
    step: earlier,
    number: step.slice(0, 2),
  }
  return [failureMessage(earlier ? 'earlier step' : kind, values)]
}

/** The last request, its response, and the expected one. A hook has no status. */
function whatWasSent(
  failure: Failure,
  kind: Kind,
  base: string,
): Pick<Explanation, 'before' | 'sent' | 'note' | 'cameBack' | 'expected'> {
  const { exchanges, unanswered, outside } = failure
  const interrupted = unanswered ?? outside
  const last = exchanges.at(-1)
  const asked = interrupted ? interrupted.asked : last
  const lines = (all: string[]) => (asked && 'hook' in asked && all.length > 1 ? all.slice(1) : all)
  const expected = failure.expected.map((each) => lines(expectedLines(each)))
  // For work that was not awaited, neither the request nor the response explains anything.
  if (kind === 'not awaited') return { expected }
  const answer = last && lines(answerLines(last.answer, failure.expected))
  return {
    before: beforeLines(exchanges, base),
    ...(asked && sentWords(asked)),
    // An error outside any request ends the check, whatever comes back.
    cameBack: unanswered ? ['(nothing)'] : outside ? undefined : answer,
    expected,
  }

  function sentWords(asked: Asked): { sent: string; note?: string } {
    if ('hook' in asked) return { sent: hookLine(asked.hook) }
    const sent = curlLine(asked.request, base)
    const hasKey = exchanges.flatMap(keysIn).some((key) => sent.includes(key))
    if (hasKey) return { sent, note: failureMessage('token in the line') }
    const names = asked.request.body?.includes('username')
    return names ? { sent, note: failureMessage('user in the line') } : { sent }
  }
}

/** The created keys, from responses of hooks and logins, or given to a hook. */
function keysIn(exchange: Exchange): string[] {
  const { key, token } = (exchange.answer.body ?? {}) as { key?: unknown; token?: unknown }
  const given = 'hook' in exchange ? exchange.hook.key : undefined
  return [key, token, given].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  )
}

const hookLine = (hook: AskedHook) => `(without a request, the check ${hookWords(hook)})`

function beforeLines(exchanges: Exchange[], base: string): string[] {
  const last = exchanges.at(-1)
  const isByEffects = last && 'hook' in last && ABOUT_BEFORE.includes(last.hook.op)
  const at = exchanges.findLastIndex((each) => 'request' in each)
  const [before, asked] = [exchanges[at - 1], exchanges[at]]
  const isPrepared = before && 'hook' in before && PREPARING.includes(before.hook.op)
  return [
    ...(isPrepared ? [hookLine(before.hook)] : []),
    ...(isByEffects && asked && 'request' in asked ? [curlLine(asked.request, base)] : []),
  ]
}

/** The hooks about the previous request. */
const ABOUT_BEFORE = ['rows', 'count_hashes', 'asked_classes', 'database_calls']

/** The hooks about the next request. */
const PREPARING = ['set_classes', 'set_fault']
