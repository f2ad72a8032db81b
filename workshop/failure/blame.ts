import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { structuredPatch } from 'diff'
import { sourceNames, sourcesIn, writeFiles } from '../lesson/starter.ts'
import { stepOf } from '../lesson/steps.ts'
import type { Place } from '../lesson/texts.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { Passes } from '../runner/report.ts'
import type { Frame } from '../stack.ts'
import { type Call, withAwait } from './promises.ts'
import { codeOf, isSolved, placeAround } from './source.ts'

/** With more files than this, pairs are not tried. */
const PAIRED = 5

let trees = 0

/** A proved cause: with the solution's lines in its place, the check passes. */
export interface Culprit {
  at: Frame
  /** The function around the line, whose hints apply. */
  place: Place
  /** The call without `await`, if that alone is the cause. */
  promise?: string
}

/**
 * Finds the cause of a failure: it replaces one differing file at a time with the solution's, and
 * then parts of it. If only two files together make the check pass, it names both.
 *
 * @returns an empty list if no replacement makes it pass
 */
export async function findCulprits(tree: string, step: string, passes: Passes): Promise<Culprit[]> {
  // Its own files, those of the earlier steps, and app.ts can make a step fail.
  const files = sourceNames(SOLUTIONS).filter(
    (file) => (stepOf(file) ?? step) <= step && !isSolved(file, tree),
  )
  const solved = (...names: string[]) => new Map(names.map((name) => [name, solutionOf(name)]))
  for (const file of files) {
    if (await passes(solved(file))) return narrow(file)
  }
  for (const [one, other] of pairsOf(files.slice(0, PAIRED))) {
    if (await passes(solved(one, other))) return [firstLine(one), firstLine(other)]
  }
  return []

  /** The calls or lines whose replacement is enough. If none is, the first difference. */
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

  /** The calls in differing lines that lack only an `await`. */
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

  /**
   * Replacements to try: the imports, each difference with and without them, then whole functions.
   */
  function groupsOf(file: string, imports: Hunk[], code: Hunk[]): Hunk[][] {
    const single = code.map((hunk) => [hunk])
    // If there is only one, it needs no proof.
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

function solutionOf(file: string): string {
  return readFileSync(path.join(SOLUTIONS, file), 'utf8')
}

function pairsOf(files: string[]): [string, string][] {
  return files.flatMap((one, at) =>
    files.slice(at + 1).map((other): [string, string] => [one, other]),
  )
}

interface Hunk {
  /** The first line, counted from 1. */
  start: number
  count: number
  solution: string[]
}

/** The differences in a file's imports, and in its other code. Comments and layout do not count. */
function differencesOf(file: string, text: string): { imports: Hunk[]; code: Hunk[] } {
  const { hunks } = structuredPatch('', '', text, solutionOf(file), '', '', { context: 0 })
  const differing = hunks
    .map(({ oldStart, oldLines, lines }) => {
      const of = (sign: string) =>
        lines.filter((line) => line[0] === sign).map((line) => line.slice(1))
      // Added lines come after the line that the hunk names.
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

/** The last line of the imports at the top of a text, or 0 if there are none. */
function lastImport(text: string): number {
  return (
    text.split('\n').findLastIndex((line) => /^(?:import\b.*|\} )from |^import '/.test(line)) + 1
  )
}

/** The first line of a hunk with code that is not an import, if there is one. */
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

/** Whether a check passes in a copy of the tree with some files replaced. */
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
      writeFiles(folder, new Map([...sourcesIn(tree, ''), ...files]))
      const { reports } = await checkSteps({ folder }, [step], { signal })
      const verdict = reports[0]?.verdicts.find((each) => each.check === check)
      return verdict !== undefined && verdict.failure === undefined
    } finally {
      rmSync(path.dirname(folder), { recursive: true, force: true })
    }
  }
}
