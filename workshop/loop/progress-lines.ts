import { brokenSteps, progressOf } from '../progress/progress.ts'
import type { Theme } from '../terminal/theme.ts'
import type { WorkshopState } from './workshop-state.ts'

const GAP = '   '

/** Where the learner stands: how many steps are done, and each step with its mark. */
export function progressLines(
  { steps, current, progress }: WorkshopState,
  theme: Theme,
  width: number,
): string[] {
  const done = steps.filter((step) => progressOf(progress, step).done).length
  const broken = brokenSteps(progress)
  const marked = steps.map((step) => {
    if (step === current) return { text: `${theme.mark.here}${step}`, style: theme.strong }
    if (broken.includes(step)) return { text: `${theme.mark.broken}${step}`, style: theme.bad }
    if (progressOf(progress, step).done) {
      return { text: `${theme.mark.done}${step}`, style: theme.good }
    }
    return { text: `${theme.mark.open}${step}`, style: theme.weak }
  })
  return [
    `${theme.bar(done, steps.length)}${done} of ${steps.length} steps done`,
    ...rowsOf(marked, width),
  ]
}

/** As many items in a row as fit; styled afterwards, for styles have no width. */
function rowsOf(
  items: { text: string; style: (text: string) => string }[],
  width: number,
): string[] {
  const rows: string[] = []
  let taken = width
  for (const { text, style } of items) {
    const needed = GAP.length + text.length
    if (taken + needed > width) {
      rows.push(style(text))
      taken = text.length
    } else {
      rows.push(`${rows.pop()}${GAP}${style(text)}`)
      taken += needed
    }
  }
  return rows
}
