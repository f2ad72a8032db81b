import { failureSections } from '../failure/format-failure.ts'
import { readReadme } from '../lesson/read-readme.ts'
import { readWhy } from '../lesson/read-words.ts'
import { brokenSteps, progressOf } from '../progress/progress.ts'
import { holding, passed, type StepReport } from '../runner/report.ts'
import type { Theme } from '../terminal/theme.ts'
import { wrap } from '../terminal/wrap.ts'
import { sectionLines } from './section-lines.ts'
import type { WorkshopState } from './workshop-state.ts'

/** How many lines of what the learner's code printed are shown: the last ones. */
const PRINTED_LINES = 10

/** What the checks say about the current step, and what else there is to know. */
export function verdictLines(state: WorkshopState, theme: Theme, width: number): string[] {
  return [
    ...mainLines(state, theme, width),
    ...brokenLines(state, theme, width),
    ...listLines('Types', state.typeErrors.slice(0, 3), theme),
    ...listLines('Your code printed', printedLines(state.printed), theme),
  ]
}

function mainLines(state: WorkshopState, theme: Theme, width: number): string[] {
  const { report, failure, checking } = state
  if (!report) return [checking ? 'Checking …' : 'Not checked yet.']
  if (passed(report)) return passedLines(state, report, theme, width)
  const count = `${holding(report).length} of ${report.facts.length} facts hold`
  const status = checking ? 'Checking …' : report.facts.length > 0 ? count : 'Nothing was checked'
  const sections = failure ? failureSections(failure) : []
  return [status, ...sections.flatMap((section) => sectionLines(section, theme, width))]
}

function passedLines(
  state: WorkshopState,
  { facts, step }: StepReport,
  theme: Theme,
  width: number,
) {
  if (state.checking) return ['Checking …']
  const { promise } = readReadme(step)
  const why = readWhy(step)
  return [
    theme.good(`All ${facts.length} facts of ${step} hold:`),
    ...facts.flatMap((fact) =>
      wrap(`${theme.mark.done}${fact}`, width - 2).map((line) => `  ${line}`),
    ),
    ...(promise || why ? ['', ...wrap([promise, why].filter(Boolean).join(' '), width)] : []),
    '',
    theme.strong(whatNext(state, theme)),
  ]
}

function whatNext({ steps, current, progress }: WorkshopState, theme: Theme): string {
  if (current !== steps.at(-1)) return `Next step: ${theme.key('n', 'npm run next')}`
  const open = steps.find((step) => !progressOf(progress, step).green)
  if (open)
    return `This is the last step. Still to do: ${open}. Go there: ${theme.key('l', `npm run list ${open.slice(0, 2)}`)}`
  return `All steps are done. Try your API: ${theme.key('s', 'npm run api -- --subject steps')}`
}

/** Names the steps that were green before, and what broke them. */
function brokenLines({ progress, current }: WorkshopState, theme: Theme, width: number): string[] {
  const broken = brokenSteps(progress).filter((step) => step !== current)
  return broken.flatMap((step) => {
    const by = progressOf(progress, step).brokenBy
    const cause = by ? `broke with your change to ${by}` : 'does not pass any more'
    return wrap(`${step} was green and ${cause}: npm run check ${step.slice(0, 2)}`, width).map(
      theme.bad,
    )
  })
}

function listLines(label: string, lines: string[], theme: Theme): string[] {
  return lines.length === 0 ? [] : [theme.weak(`${label}:`), ...lines.map((line) => `  ${line}`)]
}

function printedLines(printed: string): string[] {
  return printed
    .trimEnd()
    .split('\n')
    .slice(-PRINTED_LINES)
    .filter((line) => line !== '')
}
