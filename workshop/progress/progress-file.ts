import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { WORKSHOP_DATA } from '../paths.ts'
import { emptyProgress, type Progress, type StepProgress } from './progress.ts'

const FILE = path.join(WORKSHOP_DATA, 'progress.json')

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

function parseStep({ done, green, brokenBy, hints }: Record<string, unknown>): StepProgress {
  const counts = Object.entries(isObject(hints) ? hints : {}).filter(([, count]) =>
    Number.isInteger(count),
  )
  return {
    done: done === true,
    green: green === true,
    ...(typeof brokenBy === 'string' && { brokenBy }),
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
