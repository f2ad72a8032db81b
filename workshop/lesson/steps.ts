import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { CHECKS, SOLUTIONS } from '../paths.ts'
import { UsageError } from '../run-command.ts'

/** One step of the lesson: a folder of the same name in solutions/, steps/ and checks/. */
export interface Step {
  /** Its folder: `03-login`. */
  name: string
  /** `03` */
  number: string
}

/**
 * The steps in order. A new folder with a suite is a new step.
 *
 * A folder that is only in steps/, such as a learner's copy `03-login-backup`, is not a step.
 */
export function findSteps(): Step[] {
  return readdirSync(SOLUTIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name }) => ({ name, number: name.slice(0, 2) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A part of the lesson. After each part, the API is complete, so a learner can stop. */
export interface Part {
  /** The name in a sentence: `part one`. */
  name: string
  about: string
  steps: string[]
}

const PARTS = [
  { name: 'part one', about: 'tokens and permissions', first: '01' },
  { name: 'part two', about: 'what an API needs next', first: '08' },
]

/** The parts in order, each with its steps. */
export function partsOf(steps: string[]): Part[] {
  const firstOf = (step: string) => PARTS.findLast(({ first }) => step >= first)?.first
  return PARTS.map(({ first, ...part }) => ({
    ...part,
    steps: steps.filter((step) => firstOf(step) === first),
  })).filter((part) => part.steps.length > 0)
}

/** The part that a step belongs to. */
export function partOf(steps: string[], step: string): Part {
  return partsOf(steps).find((part) => part.steps.includes(step)) as Part
}

/** The step that a file of a tree belongs to. app.ts belongs to none. */
export function stepOf(file: string): string | undefined {
  return /^\d\d-[^/]*(?=\/)/.exec(file)?.[0]
}

/** The file with the checks of a step. */
export function suiteFile(step: string): string {
  return path.join(CHECKS, step, 'suite.test.ts')
}

/** The steps that have a suite. The others cannot be checked. */
export function findCheckedSteps(): Step[] {
  return findSteps().filter(({ name }) => existsSync(suiteFile(name)))
}

/**
 * The step named `5`, `05`, `view-permissions` or `05-view-permissions`.
 *
 * @throws UsageError with the list of steps if there is none
 */
export function stepNamed(typed: string, steps = findSteps()): Step {
  const number = /^\d+$/.test(typed) ? typed.padStart(2, '0') : undefined
  const found = steps.find(
    (step) => step.number === number || step.name === typed || step.name.slice(3) === typed,
  )
  if (found) return found
  throw new UsageError(
    `There is no step "${typed}". The steps are: ${steps.map(({ name }) => name).join(', ')}.`,
  )
}
