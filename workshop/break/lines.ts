import { wrap } from '../terminal/layout.ts'
import type { Theme } from '../terminal/theme.ts'
import type { JudgedExample, JudgedImplementation, Judgement } from './judge.ts'
import { listed } from './validate.ts'

const INDENT = '    '

/**
 * The lines of a judgement.
 *
 * @param told the letters whose misconception has been shown before
 */
export function judgementLines(
  judgement: Judgement,
  theme: Theme,
  width: number,
  told: ReadonlySet<string> = new Set(),
): string[] {
  const { step, file, problem, examples, wrong, milliseconds } = judgement
  const found = wrong.filter(({ foundBy }) => foundBy)
  const open = wrong.filter(({ foundBy }) => !foundBy).map(({ letter }) => letter)
  const head = `${step}: ${found.length} of ${wrong.length} wrong implementations found, ${(milliseconds / 1000).toFixed(1)} s`
  if (problem) return wrap(problem, width).map(theme.bad)
  const fresh = found.filter(({ letter }) => !told.has(letter))
  return [
    theme.strong(head),
    '',
    `${file}:`,
    ...examples.flatMap((example, at) => exampleLines(example, at, wrong, theme, width)),
    ...(fresh.length > 0 ? ['', 'Found:'] : []),
    ...fresh.flatMap((each) => foundLines(each, theme, width)),
    '',
    ...wrap(
      judgement.done ? 'All of them are found.' : `Not found yet: ${listed(open)}`,
      width,
    ).map(judgement.done ? theme.good : (line) => line),
  ]
}

function exampleLines(
  { title, problem, finds, repeats, status }: JudgedExample,
  at: number,
  wrong: JudgedImplementation[],
  theme: Theme,
  width: number,
): string[] {
  const head = `${String(at + 1).padStart(2)}  ${title || 'cannot run'}`
  const below = (text: string, style = (line: string) => line) => {
    return wrap(text, width - INDENT.length).map((line) => INDENT + style(line))
  }
  if (problem) return [head, ...below(problem, theme.bad)]
  if (finds.length === 0) return [head, ...below(repeats ? REPEATS : FINDS_NOTHING)]
  const why = wrong.find(({ foundBy }) => foundBy?.example === at + 1)?.foundBy?.why
  return [
    head,
    ...below(`Finds ${listed(finds)}.`, theme.good),
    ...below(
      why ? `Why: ${why}` : `Why must it be ${status}? Write it as \`why: '…'\` in the example.`,
    ),
  ]
}

const FINDS_NOTHING =
  'True, but it finds nothing: every wrong implementation responds in the same way. Request something that a mistake would change.'
const REPEATS = 'True, but it finds only what an earlier example has found.'

function foundLines(
  { letter, name, misconception }: JudgedImplementation,
  theme: Theme,
  width: number,
) {
  const lines = wrap(`${misconception}`, width - INDENT.length).map((line) => INDENT + line)
  return [theme.strong(`${letter.padStart(2)}  ${name}`), ...lines]
}
