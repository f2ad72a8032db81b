import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { solutionFiles, starterFiles, writeFiles } from '../lesson/starter.ts'
import { findCheckedSteps, findSteps } from '../lesson/steps.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import { type Progress, progressOf } from '../progress/progress.ts'
import { UsageError } from '../run-command.ts'

/** The tree for practising, so that nothing in steps/ is changed. */
export const PRACTICE_TREE = path.join(WORKSHOP_DATA, 'practise')

const FILE = path.join(WORKSHOP_DATA, 'practise.json')

/** The stored data about practising. */
export interface Practice {
  /** The step that is practised, and the time so far in milliseconds. */
  now?: { step: string; spent: number }
  /** The times of each step, in milliseconds. */
  times: Record<string, number[]>
}

/** Reads the stored data. Missing or damaged data counts as empty. */
export function readPractice(): Practice {
  const practice: Practice = { times: {} }
  const known = findSteps().map(({ name }) => name)
  const { now, times } = storedPractice()
  for (const [step, list] of Object.entries(Object(times) as object)) {
    if (known.includes(step) && Array.isArray(list)) practice.times[step] = list.filter(isTime)
  }
  const { step, spent } = Object(now) as { step?: unknown; spent?: unknown }
  const isThere = known.includes(String(step)) && existsSync(path.join(PRACTICE_TREE, `${step}`))
  if (isThere) practice.now = { step: String(step), spent: isTime(spent) ? spent : 0 }
  return practice
}

function storedPractice(): { now?: unknown; times?: unknown } {
  try {
    return Object(JSON.parse(readFileSync(FILE, 'utf8')))
  } catch {
    return {}
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

/** Stores the data, completely or not at all. */
export function writePractice(practice: Practice): void {
  mkdirSync(WORKSHOP_DATA, { recursive: true })
  const draft = `${FILE}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(practice, null, 2)}\n`)
  renameSync(draft, FILE)
}

/**
 * The step to practise: the named one, or one of those that were practised least.
 *
 * @throws UsageError if there is none, or the named one has never passed
 */
export function chooseStep(
  named: string | undefined,
  progress: Progress,
  { times }: Practice,
  random = Math.random,
): string {
  const passed = findCheckedSteps()
    .map(({ name }) => name)
    .filter((step) => progressOf(progress, step).done)
  if (passed.length === 0) {
    throw new UsageError('No step has passed yet. You practise a step that has passed: npm start')
  }
  if (named !== undefined && !passed.includes(named)) {
    throw new UsageError(
      `${named} has not passed yet: npm start. You can practise ${passed.join(', ')}.`,
    )
  }
  const often = (step: string) => times[step]?.length ?? 0
  const least = Math.min(...passed.map(often))
  const candidates = passed.filter((step) => often(step) === least)
  return named ?? (candidates[Math.floor(random() * candidates.length)] as string)
}

/**
 * Creates a tree in which the step is untouched. Of the other steps, those that have passed are the
 * solution's, and the rest are untouched, so that their solutions stay hidden.
 */
export function layPractice(step: string, progress: Progress): void {
  rmSync(PRACTICE_TREE, { recursive: true, force: true })
  const files = findSteps().flatMap(({ name }) => {
    const isOpen = name === step || !progressOf(progress, name).done
    return [...(isOpen ? starterFiles(name) : solutionFiles(name))]
  })
  const app = readFileSync(path.join(SOLUTIONS, 'app.ts'), 'utf8')
  writeFiles(PRACTICE_TREE, [...files, ['app.ts', app], ['tsconfig.json', TSCONFIG]])
}

/** Lets an editor resolve all names when it opens one of the files. */
const TSCONFIG = `${JSON.stringify({ extends: '../../tsconfig.json', include: ['**/*.ts'] }, null, 2)}\n`

/**
 * Puts an unfinished practice aside.
 *
 * @returns the folder that it is in now
 */
export function putAside(): string {
  const aside = `${PRACTICE_TREE}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  renameSync(PRACTICE_TREE, aside)
  return aside
}

/** The files of a step with something to write, by path in the tree. */
export function filesToWrite(step: string): string[] {
  const solution = solutionFiles(step)
  return [...starterFiles(step)].flatMap(([file, text]) =>
    text === solution.get(file) ? [] : [file],
  )
}

/** A time as text: `4 min 12 s`. */
export function timeInWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
