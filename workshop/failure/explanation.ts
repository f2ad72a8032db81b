import type { Place } from '../lesson/texts.ts'

/** A failure in words, ready to be shown; what is not there is not known. */
export interface Explanation {
  check: string
  /** Sentences, the first one first. */
  whatToDo: string[]
  /** What was sent before it, line by line, if that matters. */
  before?: string[]
  /** The request as a line to paste, or in words what a check did without one. */
  sent?: string
  note?: string
  cameBack?: string[]
  /** Any one of these would have been right. */
  expected: string[][]
  /** What is behind it, where it fails as a known mistake does. */
  misconception?: string
  /** Where the learner's own code was, innermost first: `steps/03-login/backends.ts:12 in authenticate`. */
  frames: string[]
  /** The file and line to open: `steps/03-login/backends.ts:12`. */
  open?: string
  /** A second one, where the check passes only when both are changed. */
  alsoOpen?: string
  /** The cause may as well be elsewhere. */
  guess?: boolean
  /** The place to open is that of a type error; what is proved stands beside it. */
  typed?: boolean
  /** There is nothing more to find out about the place. */
  proved?: boolean
  /** Where the hints for it are found. */
  place?: Place
  hintCommand: string
}

/** A labelled part of what is shown. */
export interface Section {
  label: string
  lines: string[]
}

/** An explanation, part by part, in the order in which a learner needs them. */
export function explanationSections(explanation: Explanation): Section[] {
  const { check, whatToDo, before = [], sent, note, cameBack = [] } = explanation
  const { misconception, open, alsoOpen } = explanation
  const expected = explanation.expected.flatMap((lines, at) =>
    at === 0 ? lines : ['or', ...lines],
  )
  const sections: Section[] = [
    { label: 'Fails', lines: [check] },
    { label: 'What to do', lines: whatToDo },
    {
      label: explanation.guess ? 'Open (a guess)' : 'Open',
      lines: [open, alsoOpen].filter((line) => line !== undefined),
    },
    { label: 'Before', lines: before },
    { label: 'Sent', lines: [sent, note].filter((line) => line !== undefined) },
    { label: 'Came back', lines: cameBack },
    { label: 'Expected', lines: expected },
    { label: 'Looks like', lines: misconception ? [misconception] : [] },
    { label: 'Your code was at', lines: explanation.frames },
    { label: 'Hint', lines: [explanation.hintCommand] },
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

/** The same as plain text. */
export function formatExplanation(explanation: Explanation): string {
  return explanationSections(explanation)
    .map(({ label, lines }) => [`${label}:`, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n')
}
