import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { structuredPatch } from 'diff'
import { sourceNames } from '../lesson/starter.ts'
import { type Place, readHints } from '../lesson/texts.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { Passes } from '../runner/report.ts'
import type { Frame } from '../stack.ts'
import { type Call, withAwait } from './promises.ts'
import { codeOf, isSolved, lineOf } from './source.ts'

/** More files than these are not tried two by two. */
const PAIRED = 5

let trees = 0

/** What is at fault, proved: with the solution's lines in its place, the check passes. */
export interface Culprit {
  at: Frame
  /** Whose hints fit: the function around the line. */
  place: Place
  /** What is called there without `await`, where that alone is the fault. */
  promise?: string
}

/**
 * Finds out which of a tree's files makes something fail, by exchanging one at a time with the
 * solution's, and then which lines of it. If only two files together do, it names both.
 *
 * @returns none when no exchange makes it pass
 */
export async function findCulprits(tree: string, step: string, passes: Passes): Promise<Culprit[]> {
  const files = sourceNames(SOLUTIONS).filter((file) => isPart(file, step) && !isSolved(file, tree))
  const solved = (...names: string[]) => new Map(names.map((name) => [name, solutionOf(name)]))
  for (const file of files) {
    if (await passes(solved(file))) return narrow(file)
  }
  for (const [one, other] of pairsOf(files.slice(0, PAIRED))) {
    if (await passes(solved(one, other))) return [firstLine(one), firstLine(other)]
  }
  return []

  /** The calls, or the lines, whose exchange is enough; the first that differs when none is. */
  async function narrow(file: string): Promise<Culprit[]> {
    const text = readFileSync(path.join(tree, file), 'utf8')
    const { imports, code } = differencesOf(file, text)
    const promises = await findPromises(file, text, code)
    if (promises.length > 0) return promises
    for (const hunks of groupsOf(file, imports, code)) {
      if (await passes(new Map([[file, exchanged(text, hunks)]]))) {
        return [culprit(file, lineIn(text, hunks.find((hunk) => code.includes(hunk)) ?? hunks[0]))]
      }
    }
    return [firstLine(file)]
  }

  /** The calls in the lines that differ to which nothing but `await` is lacking. */
  async function findPromises(file: string, text: string, code: Hunk[]): Promise<Culprit[]> {
    const isWithin = (call: Call) =>
      code.some(({ start, count }) => call.line >= start && call.line < start + count)
    const calls = withAwait(text, tree).filter(isWithin)
    const lines = text.split('\n')
    const each = calls.map((call) => [call])
    for (const inserted of calls.length > 1 ? [...each, calls] : each) {
      const awaited = inserted.reduceRight((own, call) => call.insert(own), lines)
      if (!(await passes(new Map([[file, awaited.join('\n')]])))) continue
      return inserted.map(({ name, line }) => ({ ...culprit(file, line), promise: name }))
    }
    return []
  }

  /** What may be enough: the imports, each place with and without them, then each function whole. */
  function groupsOf(file: string, imports: Hunk[], code: Hunk[]): Hunk[][] {
    const single = code.map((hunk) => [hunk])
    // The only one needs no proof.
    if (imports.length === 0 && single.length < 2) return []
    const functions: Record<string, Hunk[]> = {}
    for (const hunk of code) {
      const name = placeAround(tree, step, file, hunk.start).symbol
      functions[name] = [...(functions[name] ?? []), hunk]
    }
    const whole = Object.values(functions).filter(({ length }) => length > 1)
    const groups = [...single, ...whole]
    if (imports.length === 0) return groups
    return [imports, ...groups.flatMap((hunks) => [hunks, [...imports, ...hunks]])]
  }

  function firstLine(file: string): Culprit {
    const text = readFileSync(path.join(tree, file), 'utf8')
    const { imports, code } = differencesOf(file, text)
    return culprit(file, lineIn(text, code[0] ?? imports[0]))
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

/** Where a file's imports differ, and where its other code does; comments and layout are no difference. */
function differencesOf(file: string, text: string): { imports: Hunk[]; code: Hunk[] } {
  const { hunks } = structuredPatch('', '', text, solutionOf(file), '', '', { context: 0 })
  const differing = hunks
    .map(({ oldStart, oldLines, lines }) => {
      const of = (sign: string) =>
        lines.filter((line) => line[0] === sign).map((line) => line.slice(1))
      // Lines that are only added stand behind the one that is named.
      const start = oldLines === 0 ? oldStart + 1 : oldStart
      return { start, count: oldLines, own: of('-'), solution: of('+') }
    })
    .filter(({ own, solution }) => codeOf(own.join('\n')) !== codeOf(solution.join('\n')))
  const last = lastImport(text)
  const isImport = ({ start, count }: Hunk) => start + Math.max(count, 1) - 1 <= last
  return {
    imports: differing.filter(isImport),
    code: differing.filter((hunk) => !isImport(hunk)),
  }
}

/** The line on which the imports at the top of a text end; 0 without any. */
function lastImport(text: string): number {
  return (
    text.split('\n').findLastIndex((line) => /^(?:import\b.*|\} )from |^import '/.test(line)) + 1
  )
}

/** The first line of a hunk that holds code and is no import, if there is one. */
function lineIn(text: string, hunk: Hunk | undefined): number {
  if (!hunk) return 1
  const { start, count } = hunk
  const below = text.split('\n').slice(0, start + count - 1)
  const code = below.findIndex((line, at) => {
    return at + 1 >= start && at + 1 > lastImport(text) && codeOf(line) !== ''
  })
  return code < 0 ? start : code + 1
}

function exchanged(text: string, hunks: Hunk[]): string {
  const lines = text.split('\n')
  const upwards = hunks.toSorted((a, b) => b.start - a.start)
  for (const { start, count, solution } of upwards) lines.splice(start - 1, count, ...solution)
  return lines.join('\n')
}

/** Tells whether a check passes in a copy of the tree in which some files hold other text. */
export function checkPasses(
  tree: string,
  step: string,
  check: string,
  signal?: AbortSignal,
): Passes {
  return async (files) => {
    if (signal?.aborted) return false
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
