import type { Explained } from './explained.ts'

/** A labelled part of what is shown. */
export interface Section {
  label: string
  lines: string[]
}

/** A failure, part by part, in the order in which a learner needs them. */
export function failureSections(failure: Explained): Section[] {
  const expected = failure.expected.flatMap((lines, at) => (at === 0 ? lines : ['or', ...lines]))
  const sections: Section[] = [
    { label: 'Does not hold', lines: [failure.fact] },
    { label: 'What to do', lines: failure.whatToDo },
    { label: 'Sent', lines: [failure.sent, failure.note].filter((line) => line !== undefined) },
    { label: 'Came back', lines: failure.cameBack ?? [] },
    { label: 'Expected', lines: expected },
    { label: 'Looks like', lines: failure.looksLike ? [failure.looksLike] : [] },
    { label: 'Your code was at', lines: failure.frames },
    { label: 'Open', lines: failure.open ? [failure.open] : [] },
    { label: 'Hint', lines: [failure.hintCommand] },
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

/** The same as plain text. */
export function formatFailure(failure: Explained): string {
  return failureSections(failure)
    .map(({ label, lines }) => [`${label}:`, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n')
}
