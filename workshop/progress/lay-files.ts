import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { solutionFiles, sourcesIn, starterFiles } from '../lesson/starter.ts'
import { STEPS } from '../paths.ts'
import { keepCopy } from './kept-copies.ts'

/**
 * Puts a step back to its start, exactly; what the learner wrote there is kept.
 *
 * @returns the name of the copy
 */
export function resetStep(step: string): string | undefined {
  return layFiles([step], starterFiles(step))
}

/**
 * Lays the reference of some steps into steps/; what the learner wrote there is kept.
 *
 * @returns the name of the copy
 */
export function laySolutions(steps: string[]): string | undefined {
  return layFiles(steps, new Map(steps.flatMap((step) => [...solutionFiles(step)])))
}

function layFiles(steps: string[], files: Map<string, string>): string | undefined {
  const present = steps.flatMap((step) => [...sourcesIn(STEPS, step).keys()])
  const copy = keepCopy(present)
  for (const file of present) if (!files.has(file)) rmSync(path.join(STEPS, file))
  for (const [file, text] of files) {
    const target = path.join(STEPS, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  return copy
}
