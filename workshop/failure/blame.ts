import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { structuredPatch } from 'diff'
import { sourceNames } from '../lesson/starter.ts'
import { type Place, readHints } from '../lesson/texts.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { Frame } from '../stack.ts'
import { codeOf, isSolved, lineOf } from './source.ts'

/** More files than these are not tried two by two. */
const PAIRED = 5

let trees = 0

/** What is at fault, proved: with the solution's lines in its place, the check passes. */
export interface Culprit {
  at: Frame
  /** Whose hints fit: the function around the line. */
  place: Place
}

/**
 * Finds out which of a tree's files makes a check fail, by exchanging one at a time with the
 * solution's, and then which lines of it. If only two files together do, it names both.
 *
 * @returns none when no exchange makes the check pass
 */
export async function findCulprits(
  tree: string,
  step: string,
  check: string,
  signal?: AbortSignal,
): Promise<Culprit[]> {
  const files = sourceNames(SOLUTIONS).filter((file) => isPart(file, step) && !isSolved(file, tree))
  const passes = async (exchanged: Map<string, string>) => {
    if (signal?.aborted) return false
    return passesWith(tree, exchanged, step, check, signal)
  }
  const solved = (...names: string[]) => new Map(names.map((name) => [name, solutionOf(name)]))
  for (const file of files) {
    if (await passes(solved(file))) return [await narrow(file)]
  }
  for (const [one, other] of pairsOf(files.slice(0, PAIRED))) {
    if (await passes(solved(one, other))) return [await firstLine(one), await firstLine(other)]
  }
  return []

  /** The one group of lines whose exchange is enough; the first that differs when none is. */
  async function narrow(file: string): Promise<Culprit> {
    const text = readFileSync(path.join(tree, file), 'utf8')
    const hunks = hunksOf(text, solutionOf(file))
    if (hunks.length > 1) {
      for (const hunk of hunks) {
        if (await passes(new Map([[file, exchanged(text, hunk)]]))) return culprit(file, hunk.start)
      }
    }
    return culprit(file, hunks[0]?.start ?? 1)
  }

  async function firstLine(file: string): Promise<Culprit> {
    const text = readFileSync(path.join(tree, file), 'utf8')
    return culprit(file, hunksOf(text, solutionOf(file))[0]?.start ?? 1)
  }

  function culprit(file: string, line: number): Culprit {
    return { at: { file: path.join(tree, file), line }, place: placeAround(tree, step, file, line) }
  }
}

/** The files that a step can fail by: its own, those of the steps before, and app.ts. */
function isPart(file: string, step: string): boolean {
  const [folder = ''] = file.split('/')
  return folder === file || folder <= step
}

function solutionOf(file: string): string {
  return readFileSync(path.join(SOLUTIONS, file), 'utf8')
}

function pairsOf(files: string[]): [string, string][] {
  return files.flatMap((one, at) =>
    files.slice(at + 1).map((other): [string, string] => [one, other]),
  )
}

/** Lines of a file that the solution has in another form. */
interface Hunk {
  /** The first of them, counted from 1. */
  start: number
  count: number
  solution: string[]
}

/** Where the code differs; comments and layout are no difference. */
function hunksOf(text: string, solution: string): Hunk[] {
  const { hunks } = structuredPatch('', '', text, solution, '', '', { context: 0 })
  return hunks
    .map(({ oldStart, oldLines, lines }) => {
      const of = (sign: string) =>
        lines.filter((line) => line[0] === sign).map((line) => line.slice(1))
      // Lines that are only added stand behind the one that is named.
      const start = oldLines === 0 ? oldStart + 1 : oldStart
      return { start, count: oldLines, own: of('-'), solution: of('+') }
    })
    .filter(({ own, solution }) => codeOf(own.join('\n')) !== codeOf(solution.join('\n')))
}

function exchanged(text: string, { start, count, solution }: Hunk): string {
  return text
    .split('\n')
    .toSpliced(start - 1, count, ...solution)
    .join('\n')
}

/** Runs the check on a copy of the tree in which some files hold other text. */
async function passesWith(
  tree: string,
  files: Map<string, string>,
  step: string,
  check: string,
  signal?: AbortSignal,
): Promise<boolean> {
  trees += 1
  const folder = path.join(WORKSHOP_DATA, 'blame', `${process.pid}-${trees}`, 'steps')
  try {
    mkdirSync(folder, { recursive: true })
    // Links are followed: what they lead to is what is checked.
    for (const name of sourceNames(tree))
      cpSync(path.join(tree, name), path.join(folder, name), { dereference: true })
    for (const [file, text] of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
    const { reports } = await checkSteps({ folder }, [step], { signal })
    const verdict = reports[0]?.verdicts.find((each) => each.check === check)
    return verdict !== undefined && verdict.failure === undefined
  } finally {
    rmSync(path.dirname(folder), { recursive: true, force: true })
  }
}

/** The function that has hints and begins last above a line. */
function placeAround(tree: string, step: string, file: string, line: number): Place {
  const text = readFileSync(path.join(tree, file), 'utf8')
  const [folder = step] = file.split('/')
  const headings = [...readHints(/^\d\d-/.test(folder) ? folder : step).keys()]
  const above = headings
    .map((heading) => heading.split(' '))
    .filter(([named]) => named === file)
    .map(([, symbol = '']) => ({ symbol, at: lineOf(text, symbol) }))
    .filter(({ at }) => at <= line)
    .sort((a, b) => b.at - a.at)
  return { file, symbol: above[0]?.symbol ?? '' }
}
