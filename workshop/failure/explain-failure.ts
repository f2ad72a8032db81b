import type { Asked, Exchange } from '../../checks/harness/exchange.ts'
import type { FactReport, Failure, StepReport } from '../runner/report.ts'
import { answerLines, expectedLines } from './answer-lines.ts'
import { curlLine } from './curl-line.ts'
import type { Explained } from './explained.ts'
import { type Kind, kindOfFailure, todoSentence } from './kind-of-failure.ts'
import { filled, type LessonWords } from './lesson-words.ts'
import { looksLike } from './looks-like.ts'
import { framesIn } from './project-frames.ts'
import { shownFrame } from './shown-frame.ts'
import { type WhereToLook, whereToLook } from './where-to-look.ts'

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
  const { tree } = subject
  const kind = kindOfFailure(failure)
  const named = words.facts.get(fact)?.place
  const frames = framesIn(tree, failure.error?.stack ?? '')
  const where = whereToLook({ step, failure, kind, named }, frames, tree)
  const { asked, cameBack } = askedLast(failure, kind)
  return {
    fact,
    whatToDo: whatToDo(verdict, kind, where, words),
    ...(asked && sentWords(asked, words, subject)),
    cameBack,
    expected: failure.expected.map((expected) => withoutStatus(asked, expectedLines(expected))),
    looksLike: kind === 'wrong answer' ? looksLike(report, words.mistakes, tree) : undefined,
    frames: kind === 'not written yet' ? [] : frames.map((frame) => shownFrame(frame, tree)),
    open: where.at && shownFrame({ file: where.at.file, line: where.at.line }, tree),
    place: where.place,
    hintCommand: `npm run hint ${step.slice(0, 2)}`,
  }
}

/** First how the check failed, then what the fact asks for, or where to go on instead. */
function whatToDo(
  { fact, failure, step }: FactReport & { failure: Failure },
  kind: Kind,
  { earlier, instead, column }: WhereToLook,
  { kinds, facts }: LessonWords,
): string[] {
  const known = facts.get(fact)
  const values = {
    sentence: todoSentence(failure),
    message: failure.error?.message,
    seconds: (failure.unanswered?.waited ?? 0) / 1000,
    step: earlier,
    number: step.slice(0, 2),
    file: instead?.place.file,
    finished: known?.place?.file,
    todo: instead?.todo,
  }
  const say = (name: string) => filled(kinds.get(name) ?? name, values)
  const how = kind === 'wrong answer' ? [] : [say(earlier ? 'earlier step' : kind)]
  if (instead) return [...how, say(instead.todo ? 'still to do' : 'elsewhere')]
  return known && !earlier && !column ? [...how, known.whatToDo] : how
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

/** A hook is no request: what matters of its answer is the body. */
function withoutStatus(asked: Asked | undefined, lines: string[]): string[] {
  return asked && 'hook' in asked && lines.length > 1 ? lines.slice(1) : lines
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
