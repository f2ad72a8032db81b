import type { Theme } from '../terminal/theme.ts'
import { wrap } from '../terminal/wrap.ts'
import { progressLines } from './progress-lines.ts'
import { shortTaskLines, taskLines } from './task-lines.ts'
import { verdictLines } from './verdict-lines.ts'
import type { WorkshopState } from './workshop-state.ts'

/** The state as lines; where they do not fit, the tasks are cut, then they go, then the list of steps. */
export function linesThatFit(
  state: WorkshopState,
  theme: Theme,
  { width, fits }: { width: number; fits: (lines: string[]) => boolean },
): string[] {
  const progress = progressLines(state, theme, width)
  const tasks = shortTaskLines(state.current, theme, width)
  const notice = state.notice ? ['', ...wrap(state.notice, width).map(theme.strong)] : []
  const verdict = [...verdictLines(state, theme, width), ...notice]
  const whole = [...progress, '', ...taskLines(state.current, theme, width), '', ...verdict]
  if (fits(whole)) return whole
  const shortened = [...progress, '', ...tasks, '', ...verdict]
  if (fits(shortened)) return shortened
  const withoutTasks = [...progress, '', ...tasks.slice(0, 1), ...verdict]
  if (fits(withoutTasks)) return withoutTasks
  return [...progress.slice(0, 1), ...tasks.slice(0, 1), ...verdict]
}
