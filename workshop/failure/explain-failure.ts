import path from 'node:path'
import type { Asked, Exchange } from '../../checks/harness/exchange.ts'
import type { FactReport, Failure, StepReport } from '../runner/report.ts'
import { answerLines, expectedLines } from './answer-lines.ts'
import { curlLine } from './curl-line.ts'
import type { Explained } from './explained.ts'
import { findLine } from './find-line.ts'
import { findText } from './find-text.ts'
import { kindOfFailure, todoSentence } from './kind-of-failure.ts'
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
  const at = todo ?? (kind === 'wrong answer' ? undefined : frames[0]) ?? placeOf(known, subject)
  const earlier = todo && earlierStep(todo, step, subject)
  const last = failure.exchanges.at(-1)
  const asked = failure.unanswered ? failure.unanswered.asked : last
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
      ...(known && !earlier ? [known.whatToDo] : []),
    ],
    ...(asked && sentWords(asked, words, subject)),
    cameBack: failure.unanswered ? ['(nothing)'] : last && cameBackLines(last, failure),
    expected: failure.expected.map((expected) => withoutStatus(last, expectedLines(expected))),
    looksLike: kind === 'wrong answer' ? looksLike(report, words.mistakes) : undefined,
    frames:
      kind === 'not written yet' ? [] : frames.map((frame) => shownFrame(frame, subject.tree)),
    open: at && shownFrame({ file: at.file, line: at.line }, subject.tree),
    place: known?.place,
    hintCommand: `npm run hint ${step.slice(0, 2)}`,
  }
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
