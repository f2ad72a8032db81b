import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sourcesIn } from '../lesson/starter.ts'
import { CHECKS, STEPS, WORKSHOP_DATA } from '../paths.ts'
import { passed, type StepReport } from '../runner/report.ts'

const FILE = path.join(WORKSHOP_DATA, 'progress.json')

/** What is remembered of one step. */
export interface StepProgress {
  /** All its checks passed once. */
  done: boolean
  /** All its checks passed when they were run last. */
  green: boolean
  /** The step whose change made it red after it had been green. */
  brokenBy?: string
  /** What its code was when it was green last, as a hash. */
  code?: string
  /** Which checks it passed then. */
  checks?: string
  /** It is red with that very code: its checks have become stricter. */
  stricter?: boolean
  /** The question about a request was asked, before the step was begun. */
  asked?: boolean
  /** How many hints have been shown, by place. */
  hints: Record<string, number>
}

/** Where a learner stands; keyed by the names of the steps, so that it survives new ones. */
export interface Progress {
  version: 1
  /** The step the learner works at, if that is known. */
  current?: string
  steps: Record<string, StepProgress>
}

export function emptyProgress(): Progress {
  return { version: 1, steps: {} }
}

/** What is remembered of a step, to be changed in place. */
export function progressOf(progress: Progress, step: string): StepProgress {
  progress.steps[step] ??= { done: false, green: false, hints: {} }
  return progress.steps[step]
}

/**
 * Notes the outcome of a step.
 *
 * @param changed the step whose file was saved before
 * @param now what the step's code and the checks are now
 */
export function noteOutcome(
  progress: Progress,
  step: string,
  green: boolean,
  changed?: string,
  { code = codeOf(step), checks = checksNow() } = {},
): void {
  const known = progressOf(progress, step)
  // Not by the code alone: a check that failed by chance, on a slow machine, is no stricter one.
  const stricter = !green && known.done && known.code === code && known.checks !== checks
  known.stricter = stricter || undefined
  if (green) {
    known.brokenBy = undefined
    Object.assign(known, { code, checks })
  } else if (known.green) known.brokenBy = known.stricter ? undefined : changed
  known.green = green
  known.done ||= green
}

/** The learner's code that a step rests on, as a hash: its own, that of the steps before, and app.ts. */
function codeOf(step: string): string {
  const hash = createHash('sha256')
  for (const [file, text] of sourcesIn(STEPS, '')) {
    const [folder = ''] = file.split('/')
    if (folder === file || folder <= step) hash.update(JSON.stringify([file, text]))
  }
  return hash.digest('hex')
}

/** Tells one state of the checks from another, as an update brings it. */
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

/** The steps that were done and are not green any more. */
export function brokenSteps(progress: Progress): string[] {
  return Object.keys(progress.steps).filter((step) => {
    const { done, green } = progressOf(progress, step)
    return done && !green
  })
}

/** The step a learner works at: the one remembered, else the first that is not green. */
export function currentStep(progress: Progress, steps: string[]): string {
  if (progress.current && steps.includes(progress.current)) return progress.current
  return steps.find((step) => !progress.steps[step]?.green) ?? (steps.at(-1) as string)
}

/** Remembers how steps stand; a tree that cannot be loaded tells nothing about them. */
export function noteReports(progress: Progress, reports: StepReport[], changed?: string): void {
  for (const report of reports) {
    if (report.stopped && report.checks.length === 0) continue
    noteOutcome(progress, report.step, passed(report), changed)
  }
}

/** Reads where the learner stands; a file that is missing or damaged counts as none. */
export function readProgress(file = FILE): Progress {
  try {
    return parseProgress(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return emptyProgress()
  }
}

/** Takes over what is well-formed, and leaves the rest. */
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
  const { done, green, brokenBy, code, checks, stricter, asked, hints } = stored
  const counts = Object.entries(isObject(hints) ? hints : {}).filter(([, count]) =>
    Number.isInteger(count),
  )
  return {
    done: done === true,
    green: green === true,
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

/** Stores where the learner stands, whole or not at all. */
export function writeProgress(progress: Progress, file = FILE): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(progress, null, 2)}\n`)
  renameSync(draft, file)
}
