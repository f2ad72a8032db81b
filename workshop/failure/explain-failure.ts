import path from 'node:path'
import type { Asked, Exchange } from '../../checks/harness/exchange.ts'
import type { FactReport, Failure, StepReport } from '../runner/report.ts'
import { answerLines, expectedLines } from './answer-lines.ts'
import { columnIn } from './column-in.ts'
import { curlLine } from './curl-line.ts'
import type { Explained } from './explained.ts'
import { findLine } from './find-line.ts'
import { findText } from './find-text.ts'
import { type Kind, kindOfFailure, todoSentence } from './kind-of-failure.ts'
import { filled, type LessonWords } from './lesson-words.ts'
import { looksLike } from './looks-like.ts'
import { type Frame, framesIn } from './project-frames.ts'
import { shownFrame } from './shown-frame.ts'

/** Where the subject is. */
export interface Subject {
  /** The folder that holds its app.ts. */
  tree: string
  /** Where it answers while it is served by hand; for lines to paste. */
  base: string
}

/** Tells a failed check in words. */
export function explainFailure(
  verdict: FactReport & { failure: Failure },
  report: StepReport,
  words: LessonWords,
  subject: Subject,
): Explained {
  const { failure, fact, step } = verdict
  const kind = kindOfFailure(failure)
  const known = words.facts.get(fact)
  const sentence = kind === 'not written yet' ? todoSentence(failure) : undefined
  const frames = framesIn(subject.tree, failure.error?.stack ?? '')
  const todo =
    sentence === undefined ? undefined : (frames[0] ?? findText(subject.tree, 'todo(', sentence))
  const column = frames.length === 0 ? columnIn(subject.tree, failure.error) : undefined
  const own = kind === 'wrong answer' ? undefined : (frames[0] ?? column)
  const at = todo ?? own ?? placeOf(known, subject)
  const earlier = todo && earlierStep(todo, step, subject)
  const last = failure.exchanges.at(-1)
  const { asked, cameBack } = askedLast(failure, kind)
  const values = {
    sentence,
    message: failure.error?.message,
    seconds: (failure.unanswered?.waited ?? 0) / 1000,
    step: earlier,
    number: step.slice(0, 2),
  }
  const kindWords = words.kinds.get(earlier ? 'earlier step' : kind)
  return {
    fact,
    whatToDo: [
      ...(kindWords && kind !== 'wrong answer' ? [filled(kindWords, values)] : []),
      ...(known && !earlier && !column ? [known.whatToDo] : []),
    ],
    ...(asked && sentWords(asked, words, subject)),
    cameBack,
    expected: failure.expected.map((expected) => withoutStatus(last, expectedLines(expected))),
    looksLike: kind === 'wrong answer' ? looksLike(report, words.mistakes) : undefined,
    frames:
      kind === 'not written yet' ? [] : frames.map((frame) => shownFrame(frame, subject.tree)),
    open: at && shownFrame({ file: at.file, line: at.line }, subject.tree),
    place: known?.place,
    hintCommand: `npm run hint ${step.slice(0, 2)}`,
  }
}

/** What was asked last, and what came back; of work that was not awaited neither tells anything. */
function askedLast(failure: Failure, kind: Kind): { asked?: Asked; cameBack?: string[] } {
  const last = failure.exchanges.at(-1)
  const interrupted = failure.unanswered ?? failure.outside
  if (kind === 'not awaited') return {}
  if (interrupted) return { asked: interrupted.asked, cameBack: ['(nothing)'] }
  return last ? { asked: last, cameBack: cameBackLines(last, failure) } : {}
}

function cameBackLines(last: Exchange, { expected }: Failure): string[] {
  return withoutStatus(last, answerLines(last.answer, expected))
}

/** A hook is no request: that it worked goes without saying. */
function withoutStatus(last: Exchange | undefined, lines: string[]): string[] {
  const worked = last && 'hook' in last && lines[0] === '200 OK' && lines.length > 1
  return worked ? lines.slice(1) : lines
}

function placeOf(
  known: { place?: { file: string; symbol: string } } | undefined,
  { tree }: Subject,
) {
  if (!known?.place) return undefined
  const file = path.join(tree, known.place.file)
  return { file, line: findLine(file, known.place.symbol) }
}

/** The step in whose folder the TODO is, when that comes before the step being checked. */
function earlierStep({ file }: Frame, step: string, { tree }: Subject): string | undefined {
  const [folder = ''] = path.relative(tree, file).split(path.sep)
  return /^\d\d-/.test(folder) && folder < step ? folder : undefined
}

function sentWords(asked: Asked, words: LessonWords, { base }: Subject) {
  if ('request' in asked) {
    const note = words.kinds.get('token in the line')
    return {
      sent: curlLine(asked.request, base),
      note: 'Authorization' in asked.request.headers && note ? filled(note, {}) : undefined,
    }
  }
  const hook = words.hooks.get(asked.hook.op) ?? asked.hook.op
  return { sent: `(no request: the check ${filled(hook, asked.hook)})` }
}
