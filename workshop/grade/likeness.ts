import { createHash } from 'node:crypto'
import { sourcesIn, starterFiles } from '../lesson/starter.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'
import type { Likeness } from './class-report.ts'
import { withoutComments } from './comments.ts'
import { type Files, stepOf } from './trees.ts'

/**
 * The number of consecutive words in a run, and the percentages from which similarity is reported.
 */
const RUN = 12
const REMARKABLE = 80
const NEARLY_ALL = 95
/** Fewer runs than this are alike by chance. */
const FEWEST = 20

let known: { starters: Set<string>; solution: Set<string> } | undefined

/** The runs of words in a submission that are in no starter. */
export function ownWords(files: Files): string[] {
  known ??= readKnown()
  const { starters } = known
  return [...runsIn(files)].filter((run) => !starters.has(run))
}

function readKnown() {
  const steps = findCheckedSteps().map(({ name }) => name)
  const solution = Object.fromEntries(sourcesIn(SOLUTIONS, '.'))
  const starters = Object.fromEntries(steps.flatMap((step) => [...starterFiles(step)]))
  const shared = Object.fromEntries(
    Object.entries(solution).filter(([file]) => stepOf(file) === undefined),
  )
  return { starters: runsIn({ ...starters, ...shared }), solution: runsIn(solution) }
}

/** The runs of words in some files, as short digests. */
function runsIn(files: Files): Set<string> {
  const runs = new Set<string>()
  for (const [name, text] of Object.entries(files)) {
    if (!/\.m?ts$/.test(name)) continue
    const words = withoutComments(text).match(/\w+|[^\s\w]/g) ?? []
    for (let at = 0; at + RUN <= words.length; at += 1) {
      const run = words.slice(at, at + RUN).join(' ')
      runs.add(createHash('sha1').update(run).digest('base64url').slice(0, 12))
    }
  }
  return runs
}

/**
 * The pairs of submissions that share most of the code that is not in the solution, and the
 * submissions that share nearly all of the solution's. Remarks never change a verdict.
 */
export function likenesses(prints: [name: string, print: string[]][]): Likeness[] {
  known ??= readKnown()
  const { solution, starters } = known
  const answer = [...solution].filter((run) => !starters.has(run))
  const found: Likeness[] = []
  const sets = prints.map(([name, print]) => [name, new Set(print)] as const)
  for (const [at, [one, first]] of sets.entries()) {
    const fromAnswer = hundredths(answer.filter((run) => first.has(run)).length, answer.length)
    if (fromAnswer >= NEARLY_ALL) found.push({ one, other: 'the solution', percent: fromAnswer })
    const own = [...first].filter((run) => !solution.has(run))
    for (const [other, second] of sets.slice(at + 1)) {
      const size = Math.max(own.length, [...second].filter((run) => !solution.has(run)).length)
      if (own.length < FEWEST || size < FEWEST) continue
      const percent = hundredths(own.filter((run) => second.has(run)).length, size)
      if (percent >= REMARKABLE) found.push({ one, other, percent })
    }
  }
  return found.sort((a, b) => b.percent - a.percent)
}

function hundredths(part: number, whole: number): number {
  return Math.round((100 * part) / Math.max(1, whole))
}
