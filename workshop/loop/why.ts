import type { Variant } from '../../checks/harness/variant.ts'
import { readHints, readReadme, readVariants, readWhy } from '../lesson/texts.ts'
import { predictionOf } from '../progress/predict.ts'
import { hanging, wrap } from '../terminal/layout.ts'
import type { Theme } from '../terminal/theme.ts'

const INDENT = '  '
/** The smallest width for two columns, each half as wide. */
const TWO_COLUMNS = 100
const GAP = 3

/**
 * The page for a step that passes: why the solution is like this, other solutions, and a question.
 */
export async function whyLines(
  step: string,
  theme: Theme,
  width: number,
  inColumns = width >= TWO_COLUMNS,
): Promise<string[]> {
  const { title, promise } = readReadme(step)
  const why = [promise, readWhy(step)].filter(Boolean).join(' ')
  const others = (await readVariants(step)).filter(({ buys }) => buys)
  const question = [...readHints(step).values()].findLast(({ why }) => why)?.why
  const prediction = predictionOf(step)
  return [
    theme.strong(title),
    '',
    ...wrap(why, width),
    ...others.flatMap(variantLines),
    ...(prediction
      ? [
          '',
          theme.weak('The question before the step:'),
          ...hanging(INDENT, `${prediction.question} ${prediction.answer}`, width),
        ]
      : []),
    ...(question ? ['', theme.weak('To think about:'), ...hanging(INDENT, question, width)] : []),
    '',
    ...wrap(
      `The difference between your code and the solution: ${theme.key('d', `npm run diff ${step.slice(0, 2)}`)}`,
      width,
    ),
  ]

  function variantLines({ name, file, find, replace, imports, buys = '' }: Variant): string[] {
    const solution = unindented(find)
    const other = [...(imports ? [imports] : []), ...unindented(replace)]
    return [
      '',
      theme.strong(`Also right: a solution that ${name}`),
      theme.weak(`in ${file}`),
      ...(inColumns ? sideBySide(solution, other, width) : oneBelowTheOther(solution, other)),
      ...hanging(INDENT, buys, width),
    ]
  }
}

function sideBySide(left: string[], right: string[], width: number): string[] {
  const column = Math.max('the solution'.length, ...left.map((line) => line.length)) + GAP
  // Code is not wrapped, so columns that do not fit are placed below each other.
  if (column + Math.max(...right.map((line) => line.length)) > width - INDENT.length) {
    return oneBelowTheOther(left, right)
  }
  const rows = Math.max(left.length, right.length)
  const row = (one = '', other = '') => `${INDENT}${one.padEnd(column)}${other}`.trimEnd()
  return [
    row('the solution', 'this one'),
    ...Array.from({ length: rows }, (_, at) => row(left[at], right[at])),
  ]
}

function oneBelowTheOther(solution: string[], other: string[]): string[] {
  const code = (lines: string[]) => lines.map((line) => `${INDENT}${INDENT}${line}`.trimEnd())
  return [`${INDENT}the solution:`, ...code(solution), `${INDENT}this one:`, ...code(other)]
}

/** The lines of a part of a file, without common indentation. */
function unindented(text: string): string[] {
  const [first = '', ...rest] = text.replace(/^\n|\n$/g, '').split('\n')
  const depths = rest.filter((line) => line !== '').map((line) => line.search(/\S/))
  const own = first.search(/\S/)
  // A part can begin in the middle of a line.
  const depth = own > 0 ? Math.min(own, ...depths) : Math.min(...depths, Number.POSITIVE_INFINITY)
  const cut = Number.isFinite(depth) ? depth : 0
  return [first.slice(own > 0 ? cut : 0), ...rest.map((line) => line.slice(cut))]
}
