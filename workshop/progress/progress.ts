import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CHECKS, STEPS, WORKSHOP_DATA } from '../paths.ts'

const FILE = path.join(WORKSHOP_DATA, 'progress.json')

/** The stored data of one step. */
export interface StepProgress {
  /** It has passed at least once: its checks, the compiler and the exam. */
  done: boolean
  /** It passed in the last run. */
  green: boolean
  /** The last exam of it found a difference. */
  differs?: boolean
  /** The step whose change made it fail after it had passed. */
  brokenBy?: string
  /** The digest of the learner's code when it last passed. */
  code?: string
  /** The checks that it passed then. */
  checks?: string
  /** It fails with the same code, because its checks have become stricter. */
  stricter?: boolean
  /** The question before the step was asked. */
  asked?: boolean
  /** The number of hints that were shown, by place. */
  hints: Record<string, number>
}

/** A learner's progress, by the names of steps, so that new steps do not affect it. */
export interface Progress {
  version: 1
  /** The current step, if it is known. */
  current?: string
  steps: Record<string, StepProgress>
}

export function emptyProgress(): Progress {
  return { version: 1, steps: {} }
}

/** The stored data of a step. The caller can change it. */
export function progressOf(progress: Progress, step: string): StepProgress {
  progress.steps[step] ??= { done: false, green: false, hints: {} }
  return progress.steps[step]
}

/**
 * Stores the result of a step.
 *
 * @param changed the step whose file was saved before
 * @param now the current code of the tree, and the checks
 */
export function noteOutcome(
  progress: Progress,
  step: string,
  green: boolean,
  changed?: string,
  { code = codeNow(), checks = checksNow() } = {},
): void {
  const known = progressOf(progress, step)
  // The code alone is not enough: a check that failed by chance, on a slow machine, is not
  // stricter.
  const stricter = !green && known.done && known.code === code && known.checks !== checks
  known.stricter = stricter || undefined
  if (green) {
    known.brokenBy = undefined
    known.differs = undefined
    Object.assign(known, { code, checks })
  } else if (known.green) known.brokenBy = known.stricter ? undefined : changed
  known.green = green
  known.done ||= green
}

/** The files that code can import, by the end of their names. */
const IMPORTED = /\.(?:[cm]?[jt]sx?|json|css|txt)$/

/**
 * The digest of the learner's code: every file that the tree can import, because a step can depend
 * on the learner's own folders, and app.ts imports the later steps.
 */
export function codeNow(tree = STEPS): string {
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' })
  const hash = createHash('sha256')
  for (const file of files.filter((name) => IMPORTED.test(name)).sort()) {
    const full = path.join(tree, file)
    // Some editors create broken links next to an open file.
    if (!statSync(full, { throwIfNoEntry: false })?.isFile()) continue
    hash.update(JSON.stringify([file, readFileSync(full, 'utf8').replaceAll('\r\n', '\n')]))
  }
  return hash.digest('hex')
}

/** The digest of the checks, which an update changes. */
function checksNow(): string {
  const files = readdirSync(CHECKS, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts')).sort()
  const hash = createHash('sha256')
  for (const file of sources) {
    const { size, mtimeMs } = statSync(path.join(CHECKS, file))
    hash.update(JSON.stringify([file, size, mtimeMs]))
  }
  return hash.digest('hex')
}

/** The steps that passed before and do not pass now. */
export function brokenSteps(progress: Progress): string[] {
  return Object.keys(progress.steps).filter((step) => {
    const { done, green } = progressOf(progress, step)
    return done && !green
  })
}

/**
 * The mark of a step, as the terminal and the page show it: it passes, it passed before the last
 * changes, or it is still to do. The current step has its verdict beside the mark.
 */
export function markOf(
  { progress, current }: { progress: Progress; current: string },
  step: string,
): 'passes' | 'broken' | 'open' {
  const { done, green } = progressOf(progress, step)
  if (done && green) return 'passes'
  return done && step !== current ? 'broken' : 'open'
}

/** The current step: the stored one, or the first that does not pass. */
export function currentStep(progress: Progress, steps: string[]): string {
  if (progress.current && steps.includes(progress.current)) return progress.current
  return steps.find((step) => !progress.steps[step]?.green) ?? (steps.at(-1) as string)
}

/** The stored text as this process last read or wrote it. */
let known: string | undefined

/** Reads the learner's progress. A missing or damaged file counts as empty. */
export function readProgress(file = FILE): Progress {
  try {
    known = textIn(file)
    return parseProgress(JSON.parse(known ?? ''))
  } catch {
    return emptyProgress()
  }
}

/** Whether another command has stored progress since this process read or wrote it. */
export function isProgressNew(file = FILE): boolean {
  const text = textIn(file)
  return text !== undefined && text !== known
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Takes the valid values and ignores the rest. */
export function parseProgress(stored: unknown): Progress {
  const progress = emptyProgress()
  if (!isObject(stored)) return progress
  if (typeof stored.current === 'string') progress.current = stored.current
  for (const [step, value] of Object.entries(isObject(stored.steps) ? stored.steps : {})) {
    if (isObject(value)) progress.steps[step] = parseStep(value)
  }
  return progress
}

function parseStep(stored: Record<string, unknown>): StepProgress {
  const { done, green, differs, brokenBy, code, checks, stricter, asked, hints } = stored
  const counts = Object.entries(isObject(hints) ? hints : {}).filter(([, count]) =>
    Number.isInteger(count),
  )
  return {
    done: done === true,
    green: green === true,
    ...(differs === true && { differs }),
    ...(typeof brokenBy === 'string' && { brokenBy }),
    ...(typeof code === 'string' && { code }),
    ...(typeof checks === 'string' && { checks }),
    ...(stricter === true && { stricter }),
    ...(asked === true && { asked }),
    hints: Object.fromEntries(counts) as Record<string, number>,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Stores the learner's progress, completely or not at all. */
export function writeProgress(progress: Progress, file = FILE): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  const text = `${JSON.stringify(progress, null, 2)}\n`
  writeFileSync(draft, text)
  renameSync(draft, file)
  known = text
}
