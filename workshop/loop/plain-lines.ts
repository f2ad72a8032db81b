import { plainTheme } from '../terminal/theme.ts'
import { progressLines } from './progress-lines.ts'
import { taskLines } from './task-lines.ts'
import { verdictLines } from './verdict-lines.ts'
import type { WorkshopState } from './workshop-state.ts'

/** Narrow enough to read, and wide enough for a log. */
export const PLAIN_WIDTH = 100

/** The whole state as linear text: words instead of colours and symbols. */
export function plainLines(state: WorkshopState): string[] {
  return [
    ...progressLines(state, plainTheme, PLAIN_WIDTH),
    '',
    ...taskLines(state.current, plainTheme, PLAIN_WIDTH),
    '',
    ...verdictLines(state, plainTheme, PLAIN_WIDTH),
  ]
}
