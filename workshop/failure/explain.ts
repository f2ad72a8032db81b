import type { Asked, AskedHook, Exchange } from '../../checks/harness/exchange.ts'
import { fill, readFailureMessages, readMistakes, readWords } from '../lesson/texts.ts'
import { STEPS } from '../paths.ts'
import { type Failure, failing, type StepReport } from '../runner/report.ts'
import { formatFrame, framesIn } from '../stack.ts'
import { findCulprits } from './blame.ts'
import { type Kind, kindOf, todoSentence, type WhereToLook, whereToLook } from './diagnosis.ts'
import { explainExam } from './explain-exam.ts'
import { explainStop } from './explain-stop.ts'
import type { Explanation } from './explanation.ts'
import { hookWords } from './hook-words.ts'
import { answerLines, curlLine, expectedLines } from './http-lines.ts'
import { knownMisconception } from './known-mistake.ts'

/** Where the code that was checked is. */
export interface Source {
  /** The folder that holds its app.ts. */
  tree: string
  /** Where it answers while it is served by hand; for lines to paste. */
  base: string
}

/** The learner's tree, and where `npm run api` answers for it. */
export const LEARNERS: Source = { tree: STEPS, base: 'http://127.0.0.1:8000' }

/** What a learner is to read about a step first: the first check that fails, in words. */
export async function explainReport(
  report: StepReport,
  source: Source,
): Promise<Explanation | undefined> {
  if (report.stopped) return explainStop(report, report.stopped, source.tree)
  const [first] = failing(report)
  if (first) return explainFailure(first, report, source)
  const { difference } = report.exam ?? {}
  return difference && explainExam(difference, report, source)
}

/**
 * Replaces the guess of where to look by what is proved: see `findCulprits`. It takes a while, so it
 * follows the explanation.
 */
export async function proveWhere(
  explanation: Explanation,
  report: StepReport,
  { tree }: Source,
  signal?: AbortSignal,
): Promise<Explanation> {
  const { check } = explanation
  if (!explanation.guess || !report.checks.includes(check)) return explanation
  const [culprit, other] = await findCulprits(tree, report.step, check, signal)
  if (!culprit) return explanation
  const words = readWords(report.step).get(check)
  const nameOf = ({ place: { file, symbol } }: typeof culprit) =>
    symbol === '' ? `\`${file}\`` : `\`${symbol}\` of \`${file}\``
  const isNamed =
    words?.place?.file === culprit.place.file && words.place.symbol === culprit.place.symbol
  const cause = other
    ? say('two culprits', { one: nameOf(culprit), other: nameOf(other) })
    : say('culprit', { place: nameOf(culprit) })
  const open = (at: typeof culprit) => formatFrame({ ...at.at, name: undefined }, tree)
  return {
    ...explanation,
    whatToDo: isNamed && !other ? explanation.whatToDo : [cause, ...explanation.whatToDo],
    open: open(culprit),
    alsoOpen: other && open(other),
    place: culprit.place,
    guess: false,
  }
}

/** What a learner is to read about one check that fails. */
export async function explainFailure(
  { check, failure }: { check: string; failure: Failure },
  report: StepReport,
  { tree, base }: Source,
): Promise<Explanation> {
  const { step } = report
  const kind = kindOf(failure)
  const words = readWords(step).get(check)
  const frames = framesIn(tree, failure.error?.stack ?? '')
  const where = whereToLook({ step, failure, kind, named: words?.place }, frames, tree)
  const misconception =
    kind === 'wrong answer' ? knownMisconception(report, await readMistakes(step), tree) : undefined
  return {
    check,
    whatToDo: [
      ...howItFailed(failure, kind, step, where),
      ...(where.todo ? [say('still to do', where.todo)] : []),
      ...(words && !where.earlier && !where.todo && !where.column ? [words.whatToDo] : []),
    ],
    ...whatWasSent(failure, kind, base),
    misconception,
    frames: kind === 'not written yet' ? [] : frames.map((frame) => formatFrame(frame, tree)),
    open: where.at && formatFrame({ ...where.at, name: undefined }, tree),
    place: where.place,
    guess: where.guess,
    hintCommand: `npm run hint ${step.slice(0, 2)}`,
  }
}

/** How the check failed, in a sentence; of a wrong answer it is seen. */
function howItFailed(
  failure: Failure,
  kind: Kind,
  step: string,
  { earlier }: WhereToLook,
): string[] {
  if (kind === 'wrong answer') return []
  const values = {
    sentence: todoSentence(failure),
    message: failure.error?.message,
    seconds: (failure.unanswered?.waited ?? 0) / 1000,
    step: earlier,
    number: step.slice(0, 2),
  }
  return [say(earlier ? 'earlier step' : kind, values)]
}

function say(name: string, values: Record<string, unknown>): string {
  return fill(readFailureMessages().get(name) ?? name, values)
}

/** What was asked last, what came back and what should have; a hook has no status. */
function whatWasSent(
  failure: Failure,
  kind: Kind,
  base: string,
): Pick<Explanation, 'before' | 'sent' | 'note' | 'cameBack' | 'expected'> {
  const interrupted = failure.unanswered ?? failure.outside
  const last = failure.exchanges.at(-1)
  const asked = interrupted ? interrupted.asked : last
  const lines = (all: string[]) => (asked && 'hook' in asked && all.length > 1 ? all.slice(1) : all)
  const expected = failure.expected.map((each) => lines(expectedLines(each)))
  // Of work that was not awaited neither the request nor the answer tells anything.
  if (kind === 'not awaited') return { expected }
  const answer = last && lines(answerLines(last.answer, failure.expected))
  return {
    before: beforeLines(failure.exchanges, base),
    ...(asked && sentWords(asked, base)),
    cameBack: interrupted ? ['(nothing)'] : answer,
    expected,
  }
}

function sentWords(asked: Asked, base: string): { sent: string; note?: string } {
  if ('hook' in asked) {
    return { sent: hookLine(asked.hook) }
  }
  const sent = curlLine(asked.request, base)
  if ('Authorization' in asked.request.headers) return { sent, note: say('token in the line', {}) }
  const names = asked.request.body?.includes('username')
  return names ? { sent, note: say('user in the line', {}) } : { sent }
}

const hookLine = (hook: AskedHook) => `(no request: the check ${hookWords(hook)})`

/** What the last request cannot be understood without: what it met, and it itself where it is told by its effects. */
function beforeLines(exchanges: Exchange[], base: string): string[] {
  const last = exchanges.at(-1)
  const isByEffects = last && 'hook' in last && last.hook.op === 'rows'
  const at = exchanges.findLastIndex((each) => 'request' in each)
  const [before, asked] = [exchanges[at - 1], exchanges[at]]
  const isPrepared = before && 'hook' in before && PREPARING.includes(before.hook.op)
  return [
    ...(isPrepared ? [hookLine(before.hook)] : []),
    ...(isByEffects && asked && 'request' in asked ? [curlLine(asked.request, base)] : []),
  ]
}

/** The hooks about the next request. */
const PREPARING = ['set_classes', 'set_fault']
