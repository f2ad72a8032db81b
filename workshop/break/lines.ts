import { wrap } from '../terminal/layout.ts'
import type { Theme } from '../terminal/theme.ts'
import { foundSentence, listed, nothingNew } from './found-words.ts'
import type { JudgedExample, Judgement } from './judge.ts'

const INDENT = '    '

/**
 * The lines of a judgement.
 *
 * @param told the letters whose misconception has been shown before
 */
export function judgementLines(
  { step, file, problem, examples, wrong, done, milliseconds }: Judgement,
  theme: Theme,
  width: number,
  told: ReadonlySet<string> = new Set(),
): string[] {
  if (problem) return wrap(problem, width).map(theme.bad)
  const found = wrong.filter(({ foundBy }) => foundBy)
  const fresh = found.filter(({ letter }) => !told.has(letter))
  const open = wrong.filter(({ foundBy }) => !foundBy).map(({ letter }) => letter)
  const end = wrap(done ? 'All of them are found.' : `Not found yet: ${listed(open)}`, width)
  const seconds = (milliseconds / 1000).toFixed(1)
  return [
    theme.strong(
      `${step}: ${found.length} of ${wrong.length} wrong implementations found, ${seconds} s`,
    ),
    '',
    `${file}:`,
    ...examples.flatMap(exampleLines),
    ...(fresh.length > 0 ? ['', 'Found:'] : []),
    ...fresh.flatMap(({ letter, name, misconception }) => [
      theme.strong(`${letter.padStart(2)}  ${name}`),
      ...below(`${misconception}`),
    ]),
    '',
    ...(done ? end.map(theme.good) : end),
  ]

  function below(text: string, style = (line: string) => line): string[] {
    return wrap(text, width - INDENT.length).map((line) => INDENT + style(line))
  }

  function exampleLines(example: JudgedExample, at: number) {
    const { title, problem, finds, repeats, status } = example
    const head = `${String(at + 1).padStart(2)}  ${title}`
    if (problem) return [head, ...below(problem, theme.bad)]
    if (finds.length === 0) return [head, ...below(nothingNew(repeats))]
    const why = wrong.find(({ foundBy }) => foundBy?.example === at + 1)?.foundBy?.why
    const reason = why
      ? `Why: ${why}`
      : `Why must it be ${status}? Write it as \`why: '…'\` in the example.`
    return [head, ...below(foundSentence(example), theme.good), ...below(reason)]
  }
}
