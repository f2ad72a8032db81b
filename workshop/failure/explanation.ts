import type { Place } from '../lesson/texts.ts'
import { placeNote } from './place-note.ts'

/** The explanation of a failure. A part that is missing is not known. */
export interface Explanation {
  check: string
  /** Sentences, the most important one first. */
  whatToDo: string[]
  /** The earlier requests, line by line, if they matter. */
  before?: string[]
  /** The request as a line to paste, or the text of an action without a request. */
  sent?: string
  note?: string
  cameBack?: string[]
  /** The expected responses. Any one of them is right. */
  expected: string[][]
  /** The misconception, if the failure is that of a known mistake. */
  misconception?: string
  /**
   * The learner's own lines on the stack, innermost first: `steps/03-login/backends.ts:12 in
   * authenticate`.
   */
  frames: string[]
  /** The line itself, if it does not compile. */
  line?: string
  /** The file and line to open: `steps/03-login/backends.ts:12`. */
  open?: string
  /** A second place, if the check passes only when both are changed. */
  alsoOpen?: string
  /** The cause can also be elsewhere. */
  guess?: boolean
  /** The cause is still being proved, so the place can change. */
  looking?: boolean
  /** The place to open has a type error. A proved cause is shown in addition. */
  typed?: boolean
  /** Nothing more can be found out about the place. */
  proved?: boolean
  /** The place whose hints apply. */
  place?: Place
  /** Missing if there are no hints. */
  hintCommand?: string
}

/** A labelled part of an explanation. */
export interface Section {
  label: string
  lines: string[]
}

/** The parts of an explanation, in the order in which a learner needs them. */
export function explanationSections(explanation: Explanation): Section[] {
  const { check, whatToDo, before = [], sent, note, cameBack = [] } = explanation
  const { misconception, open, alsoOpen, line, hintCommand } = explanation
  const about = placeNote(explanation)
  const expected = explanation.expected.flatMap((lines, at) =>
    at === 0 ? lines : ['or', ...lines],
  )
  const sections: Section[] = [
    { label: 'Fails', lines: [check] },
    // It is about this failure. What to do is about every failure of the check.
    { label: 'Looks like', lines: misconception ? [misconception] : [] },
    { label: 'What to do', lines: whatToDo },
    {
      label: about ? `Open (${about})` : 'Open',
      lines: [open, alsoOpen].filter((line) => line !== undefined),
    },
    { label: 'Before', lines: before },
    { label: 'Sent', lines: [sent, note].filter((line) => line !== undefined) },
    { label: 'Came back', lines: cameBack },
    { label: 'Expected', lines: expected },
    { label: 'The line', lines: line ? [line] : [] },
    { label: 'Your code was at', lines: otherFrames(explanation) },
    { label: 'Hint', lines: hintCommand ? [hintCommand] : [] },
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

/** The lines on the stack, unless the only one is the line to open. */
export function otherFrames({ frames, open }: Pick<Explanation, 'frames' | 'open'>): string[] {
  const [only, ...others] = frames.map((frame) => /^\S+:\d+/.exec(frame)?.[0])
  return others.length === 0 && only === open ? [] : frames
}

/** The same as plain text, without the parts that are shown elsewhere. */
export function formatExplanation(explanation: Explanation, without: string[] = []): string {
  return explanationSections(explanation)
    .filter(({ label }) => !without.includes(label))
    .map(({ label, lines }) => [`${label}:`, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n')
}

/**
 * Type errors with those in the code of the failing check first: where to look, and the lines that
 * ran. Otherwise they keep their order.
 *
 * @param errors as `file:line: message`
 */
export function nearestFirst(
  errors: string[],
  { open, alsoOpen, frames }: Pick<Explanation, 'open' | 'alsoOpen' | 'frames'>,
): string[] {
  const places = [open, alsoOpen, ...frames].map((place = '') => /^\S+:\d+/.exec(place)?.[0])
  const isNear = (error: string) => places.includes(placeOf(error))
  return [...errors.filter(isNear), ...errors.filter((error) => !isNear(error))]
}

/** `steps/07-logout/views.ts:6` in the line of a type error. */
export function placeOf(error: string | undefined): string | undefined {
  return /^(.+?:\d+):/.exec(error ?? '')?.[1]
}
