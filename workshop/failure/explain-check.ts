import type { Asked, AskedHook, Exchange } from '../../checks/harness/exchange.ts'
import { failureMessage, readMistakes, readWords } from '../lesson/texts.ts'
import { type Failure, failing, type StepReport } from '../runner/report.ts'
import { type Frame, formatPlace, framesIn } from '../stack.ts'
import type { Source } from './checked-code.ts'
import { type Kind, kindOf, todoSentence, type WhereToLook, whereToLook } from './diagnosis.ts'
import { elsewhere } from './elsewhere.ts'
import type { Explanation } from './explanation.ts'
import { hintCommand } from './hint-command.ts'
import { hookWords } from './hook-words.ts'
import { answerLines, curlLine, expectedLines } from './http-lines.ts'
import { knownMisconception } from './known-mistake.ts'

/** The explanation of one failing check. */
export async function explainCheck(
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
function isAsTheCheckSays(kind: Kind, where: WhereToLook): boolean {
  const { earlier, todo, column, call, threwElsewhere } = where
  if (kind === 'calls next twice' || kind === 'never answers') return false
  return !earlier && !todo && !column && !call && !threwElsewhere
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
