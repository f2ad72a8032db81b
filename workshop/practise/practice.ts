import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { solutionFiles, starterFiles } from '../lesson/starter.ts'
import { findCheckedSteps, findSteps } from '../lesson/steps.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import { type Progress, progressOf } from '../progress/progress.ts'
import { UsageError } from '../run-command.ts'

/** Where a step is practised: a tree of its own, so that nothing in steps/ is touched. */
export const PRACTICE_TREE = path.join(WORKSHOP_DATA, 'practise')

const FILE = path.join(WORKSHOP_DATA, 'practise.json')

/** What is remembered of practising. */
export interface Practice {
  /** The step that is being practised, and for how many milliseconds so far. */
  now?: { step: string; spent: number }
  /** How long each step took, time after time, in milliseconds. */
  times: Record<string, number[]>
}

/** Reads what is remembered; what is missing or damaged counts as nothing. */
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

/** Stores it, whole or not at all. */
export function writePractice(practice: Practice): void {
  mkdirSync(WORKSHOP_DATA, { recursive: true })
  const draft = `${FILE}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(practice, null, 2)}\n`)
  renameSync(draft, FILE)
}

/**
 * The step to practise: the one named, or one of those practised least.
 *
 * @throws UsageError when there is none to practise, or the one named has never passed
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
 * Lays out a tree in which the step is untouched. The other steps that have passed are the
 * solution's, and those that have not are untouched, so that nothing is given away.
 */
export function layPractice(step: string, progress: Progress): void {
  rmSync(PRACTICE_TREE, { recursive: true, force: true })
  const files = findSteps().flatMap(({ name }) => {
    const isOpen = name === step || !progressOf(progress, name).done
    return [...(isOpen ? starterFiles(name) : solutionFiles(name))]
  })
  const app = readFileSync(path.join(SOLUTIONS, 'app.ts'), 'utf8')
  for (const [file, text] of [...files, ['app.ts', app], ['tsconfig.json', TSCONFIG]] as const) {
    const target = path.join(PRACTICE_TREE, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}

/** An editor that opens one of the files finds it, and knows what every name means. */
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

/** The files of a step that are to be written, by their path below the tree. */
export function filesToWrite(step: string): string[] {
  const solution = solutionFiles(step)
  return [...starterFiles(step)].flatMap(([file, text]) =>
    text === solution.get(file) ? [] : [file],
  )
}

/** A time in words: `4 min 12 s`. */
export function timeInWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
