import { plainTheme } from '../terminal/theme.ts'
import { progressLines } from './progress-lines.ts'
import { taskLines } from './task-lines.ts'
import { verdictLines } from './verdict-lines.ts'
import { Workshop } from './workshop.ts'

/** Wide enough for any log, and narrow enough to read. */
const WIDTH = 100

/** Checks once and prints where the learner stands: for a terminal that cannot be drawn on. */
export async function plainRound(): Promise<void> {
  const workshop = new Workshop()
  await workshop.check()
  workshop.stop()
  const { state } = workshop
  const parts = [
    progressLines(state, plainTheme, WIDTH),
    taskLines(state.current, plainTheme, WIDTH),
    verdictLines(state, plainTheme, WIDTH),
  ]
  console.log(parts.map((lines) => lines.join('\n')).join('\n\n'))
}
