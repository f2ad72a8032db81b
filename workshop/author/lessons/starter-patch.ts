import { createTwoFilesPatch } from 'diff'
import { solutionFiles, sourcesIn } from '../../lesson/starter.ts'
import { STEPS } from '../../paths.ts'

/** The patch that turns the solution of a step into the current steps/. */
export function makeStarterPatch(step: string): string {
  const starters = sourcesIn(STEPS, step)
  const patches = [...solutionFiles(step)].map(([file, solution]) => {
    const starter = starters.get(file)
    if (starter === undefined) throw new Error(`steps/${file} is missing`)
    return starter === solution ? '' : createTwoFilesPatch(file, file, solution, starter)
  })
  return patches.join('')
}
