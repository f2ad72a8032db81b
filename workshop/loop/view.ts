import { type Prediction, predictionLines } from '../progress/predict.ts'
import { heightOf, visibleLines, wrap } from '../terminal/layout.ts'
import type { Theme } from '../terminal/theme.ts'
import { ACTIONS } from './actions.ts'
import type { Choice } from './choose-step.ts'
import { passedChecks, progressLines, stepList, taskLines, verdictLines } from './lines.ts'
import type { WorkshopState } from './workshop.ts'

/** The content of the screen. */
export type View =
  | { kind: 'main'; from: number }
  /** Lines to read, which can change while they are shown. */
  | { kind: 'page'; from: number; lines: () => string[] }
  | Choice
  | { kind: 'question'; question: string; onYes: () => void }
  /** Any key answers. */
  | { kind: 'prediction'; prediction: Prediction; step: string }

/** The lines of a frame, and those of its last rows. */
export interface Frame {
  lines: string[]
  footer: string[]
  /** The first visible line, at most that of the last screen. */
  from: number
}

/** The frame for a screen of a certain size. */
export function frameOf(
  view: View,
  state: WorkshopState,
  theme: Theme,
  { width, rows }: { width: number; rows: number },
): Frame {
  const footer = footerOf(view, state, theme, width)
  const free = rows - heightOf(footer, width) - 1
  if (view.kind === 'list') {
    const cursor = (step: string) => (step === state.steps[view.selected] ? '> ' : '  ')
    const lines = stepList(state, theme, cursor)
    const marked = lines.findIndex((line) => line.startsWith('> '))
    // The marked step is always visible.
    const from = Math.max(0, marked + 1 - Math.max(1, free))
    return { lines: visibleLines(lines, from, Math.max(1, free), width), footer, from }
  }
  if (view.kind === 'question') {
    const lines = [...wrap(view.question, width), '', 'y: yes   any other key: no']
    return { lines, footer, from: 0 }
  }
  if (view.kind === 'prediction') {
    return { lines: predictionLines(view.prediction, width), footer, from: 0 }
  }
  const lines = view.kind === 'page' ? view.lines() : mainLines()
  const lastScreen = visibleLines(lines.toReversed(), 0, free, width)
  const from = Math.min(view.from, lines.length - lastScreen.length)
  const visible = visibleLines(lines, from, free, width)
  const more = from + visible.length < lines.length ? [theme.weak('More below: space')] : []
  return { lines: [...visible, ...more], footer, from }

  /**
   * The state as lines. If they do not fit, first the tasks are shortened, then they and the list of
   * steps are left out. The checks that pass take no room from the rest: they are below it.
   */
  function mainLines(): string[] {
    const checks = passedChecks(state, theme, width)
    return [...stateLines(), ...(checks.length > 0 ? ['', ...checks] : [])]
  }

  function stateLines(): string[] {
    const fits = (lines: string[]) => heightOf(lines, width) <= free
    const progress = progressLines(state, theme, width)
    const verdict = verdictLines(state, theme, width)
    for (const height of [Number.POSITIVE_INFINITY, 3, 2, 1]) {
      const tasks = taskLines(state.current, theme, width, height)
      const lines = [...progress, '', ...tasks, '', ...verdict]
      if (fits(lines)) return lines
    }
    const [title = ''] = taskLines(state.current, theme, width)
    const about = [title, theme.weak('The tasks: t')]
    const withoutTasks = [...progress, '', ...about, '', ...verdict]
    return fits(withoutTasks) ? withoutTasks : [...progress.slice(0, 1), ...about, ...verdict]
  }
}

/** The response to the last key, which is always visible, and the keys. */
function footerOf(view: View, { notice }: WorkshopState, theme: Theme, width: number): string[] {
  if (view.kind === 'question') return []
  if (view.kind === 'prediction') return ['a number is your guess; any other key continues']
  if (view.kind === 'list') {
    const typed = view.typed === '' ? '' : `: ${view.typed}`
    return [`up and down, or the number of a step${typed}; then enter; q back`]
  }
  if (view.kind === 'page') return ['up, down and space scroll; q back']
  const keys = ACTIONS.map(({ key, name }) => `${key} ${name}`)
  keys.push('l list', 'r reset', 's run my API', 'o page', '? help', 'q quit')
  return [
    ...(notice ? wrap(notice, width).map(theme.strong) : []),
    ...wrap(keys.join(' · '), width).map(theme.weak),
  ]
}
