import { partsOf } from '../../lesson/steps.ts'
import { capitalised, nameOf, readReadme, readWhy } from '../../lesson/texts.ts'
import { brokenSentences } from '../../loop/lines.ts'
import { errorsOf, shownErrors } from '../../loop/type-errors.ts'
import type { WorkshopState } from '../../loop/workshop.ts'
import { hintsFor } from '../../progress/hints.ts'
import { markOf, progressOf } from '../../progress/progress.ts'
import { shownPrinted } from '../../runner/printed.ts'
import { checksPass, examLine, passed, type StepReport } from '../../runner/report.ts'
import type { Card, CheckState, Hints, PageState, StepState } from '../page-state.ts'

/** Creates the data of the page from the state of the workshop. */
export function makeState(
  state: WorkshopState,
  cards: Card[],
  more: Pick<PageState, 'verdictMs' | 'hasClass' | 'restarts'>,
): PageState {
  const { current, report, checking, notice } = state
  const errors = errorsOf(current, state.typeErrors)
  return {
    ...more,
    step: current,
    steps: stepStates(state),
    parts: partsOf(state.steps),
    broken: brokenSentences(state),
    checking,
    notice,
    passed: report !== undefined && passed(report) && Boolean(report.exam) && errors.length === 0,
    examRuns: report !== undefined && checksPass(report) && !report.exam,
    exam: report?.exam && examLine(report.exam),
    why: readWhy(current),
    text: readReadme(current).markdown,
    checks: checkStates(report),
    cards,
    hints: hintsOf(state, cards[0]),
    typeErrors: shownErrors(state),
    unused: errorsOf(current, state.unused),
    printed: shownPrinted(state.printed),
  }
}

function stepStates({ steps, progress, current }: WorkshopState): StepState[] {
  return steps.map((name) => ({
    name,
    number: Number(name.slice(0, 2)),
    title: capitalised(nameOf(name)),
    state: markOf({ progress, current }, name),
  }))
}

function checkStates(report: StepReport | undefined): CheckState[] {
  const verdicts = new Map(report?.verdicts.map((verdict) => [verdict.check, verdict]))
  return (report?.checks ?? []).map((check) => {
    const verdict = verdicts.get(check)
    if (!verdict) return { check, state: 'unknown' }
    if (verdict.failure) return { check, state: 'fails' }
    return { check, state: verdict.skipped === undefined ? 'passes' : 'skipped' }
  })
}

function hintsOf({ current, progress }: WorkshopState, card: Card | undefined): Hints | undefined {
  const known = card && hintsFor(current, card, progressOf(progress, current))
  if (!known) return undefined
  const { rungs, why } = known.ladder
  const shown = rungs.slice(0, known.shown)
  return {
    shown,
    more: shown.length < rungs.length,
    nextGivesAway: shown.length === rungs.length - 1,
    ...(shown.length === rungs.length && { why }),
  }
}
