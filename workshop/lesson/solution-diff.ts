import { createTwoFilesPatch } from 'diff'
import { STEPS } from '../paths.ts'
import { solutionFiles, sourcesIn } from './starter.ts'

/** What turns the learner's step into the solution, as a unified diff; empty when nothing does. */
export function solutionDiff(step: string): string {
  const own = sourcesIn(STEPS, step)
  const solution = solutionFiles(step)
  const files = [...new Set([...own.keys(), ...solution.keys()])].sort()
  return files
    .filter((file) => own.get(file) !== solution.get(file))
    .map((file) => {
      const names = [`steps/${file}`, `solutions/${file}`] as const
      return createTwoFilesPatch(...names, own.get(file) ?? '', solution.get(file) ?? '').replace(
        /^=+\n/,
        '',
      )
    })
    .join('\n')
}
