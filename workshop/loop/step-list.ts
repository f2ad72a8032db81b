import { readReadme } from '../lesson/read-readme.ts'
import { brokenSteps, type Progress, progressOf } from '../progress/progress.ts'
import type { Theme } from '../terminal/theme.ts'

/** All steps, one line each: `3  here: Step 3: login`. */
export function stepList(
  steps: string[],
  current: string,
  progress: Progress,
  theme: Theme,
): string[] {
  const broken = brokenSteps(progress)
  return steps.map((step) => {
    const { title } = readReadme(step)
    const about = `${step}  ${title.replace(/^Step \d+: /, '')}`
    if (broken.includes(step)) return theme.bad(theme.mark.broken + about)
    if (progressOf(progress, step).done) return theme.good(theme.mark.done + about)
    return step === current ? theme.strong(theme.mark.here + about) : theme.mark.open + about
  })
}
