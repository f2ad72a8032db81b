import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { type Explanation, explanationSections, type Section } from '../failure/explanation.ts'
import { partOf, partsOf } from '../lesson/steps.ts'
import { capitalised, nameOf, readReadme, readWhy } from '../lesson/texts.ts'
import { ROOT } from '../paths.ts'
import { brokenSteps, markOf, progressOf } from '../progress/progress.ts'
import { shownPrinted } from '../runner/printed.ts'
import { examLine, passed, passing, type StepReport } from '../runner/report.ts'
import { parsePlace } from '../stack.ts'
import { cut, hanging, wrap } from '../terminal/layout.ts'
import type { Theme } from '../terminal/theme.ts'
import { errorsOf, shownErrors } from './type-errors.ts'
import type { WorkshopState } from './workshop.ts'

const GAP = '   '
const INDENT = '  '

/** The learner's progress: the number of finished steps in this part, and the mark of each step. */
export function progressLines(
  { steps, current, progress }: WorkshopState,
  theme: Theme,
  width: number,
): string[] {
  const part = partOf(steps, current)
  const mark = (step: string) => markOf({ progress, current }, step)
  const done = part.steps.filter((step) => mark(step) === 'passes').length
  const marked = part.steps.map((step) => {
    if (step === current) return { text: `${theme.mark.here}${step}`, style: theme.strong }
    if (mark(step) === 'broken') return { text: `${theme.mark.broken}${step}`, style: theme.bad }
    if (mark(step) === 'passes') return { text: `${theme.mark.done}${step}`, style: theme.good }
    return { text: `${theme.mark.open}${step}`, style: theme.weak }
  })
  return [
    `${theme.bar(done, part.steps.length)}${done} of ${part.steps.length} steps of ${part.name} done`,
    ...rowsOf(marked, width),
  ]
}

/** As many items in a row as fit. Styles are applied afterwards, because they have no width. */
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

/**
 * All steps by part, one line each: `here: 03-login  login`.
 *
 * @param cursor the text before the line of a step
 */
export function stepList(
  { steps, current, progress }: Pick<WorkshopState, 'steps' | 'current' | 'progress'>,
  theme: Theme,
  cursor: (step: string) => string = () => '',
): string[] {
  const lineOf = (step: string) => {
    const about = `${step}  ${nameOf(step)}`
    const mark = markOf({ progress, current }, step)
    if (mark === 'broken') return theme.bad(theme.mark.broken + about)
    if (mark === 'passes') return theme.good(theme.mark.done + about)
    return step === current ? theme.strong(theme.mark.here + about) : theme.mark.open + about
  }
  return partsOf(steps).flatMap((part) => [
    theme.weak(`${capitalised(part.name)}: ${part.about}`),
    ...part.steps.map((step) => cursor(step) + lineOf(step)),
  ])
}

/** The title of a step and its tasks, with a limited number of lines each. */
export function taskLines(
  step: string,
  theme: Theme,
  width: number,
  height = Number.POSITIVE_INFINITY,
): string[] {
  const { title, tasks } = readReadme(step)
  const lines = tasks.flatMap((task, at) => {
    const all = hanging(`  ${at + 1}. `, task, width)
    return all.length <= height ? all : cutAt(all, height, width)
  })
  return [theme.strong(title), ...lines]
}

/** A limited number of lines. The last one shows that there are more. */
function cutAt(lines: string[], height: number, width: number): string[] {
  const shown = lines.slice(0, height)
  return [...shown.slice(0, -1), cut(`${shown.at(-1)} …`, width)]
}

/** The results of the current step, and notes about it. */
export function verdictLines(state: WorkshopState, theme: Theme, width: number): string[] {
  return [
    ...listLines(
      'Types',
      shownErrors(state).flatMap((line) => wrap(line, width - INDENT.length)),
      theme,
    ),
    ...mainLines(state, theme, width),
    ...brokenSentences(state).flatMap((sentence) => wrap(sentence, width).map(theme.bad)),
    ...listLines('Your code printed', shownPrinted(state.printed), theme),
  ]
}

function mainLines(state: WorkshopState, theme: Theme, width: number): string[] {
  const { report, failure, checking } = state
  if (!report) return [checking ? 'Checking …' : 'Not checked yet.']
  if (passed(report)) return passedLines(state, report, theme, width)
  const count = `${passing(report).length} of ${report.checks.length} checks pass`
  const status = checking ? 'Checking …' : report.checks.length > 0 ? count : 'Nothing was checked'
  const exam = report.exam ? wrap(examLine(report.exam), width) : []
  return [status, ...exam, ...(failure ? explanationLines(failure, theme, width) : [])]
}

function passedLines(state: WorkshopState, report: StepReport, theme: Theme, width: number) {
  if (state.checking) return ['Checking …']
  const { checks, step } = report
  if (errorsOf(step, state.typeErrors).length > 0) {
    const told = `All ${checks.length} checks of ${step} pass. The step is done when it has no type errors either.`
    return wrap(told, width).map(theme.bad)
  }
  const { promise } = readReadme(step)
  const why = readWhy(step)
  return [
    theme.good(`All ${checks.length} checks of ${step} pass.`),
    ...wrap(report.exam ? examLine(report.exam) : EXAM_RUNS, width),
    ...(report.exam ? wrap(whatNext(state, theme), width).map(theme.strong) : []),
    ...wrap(aboutWhy(step, theme), width),
    ...(promise || why ? ['', ...wrap([promise, why].filter(Boolean).join(' '), width)] : []),
    ...listLines('Left over', errorsOf(step, state.unused), theme),
  ]
}

/** The names of the checks if they all pass. They say nothing new, so the verdict comes first. */
export function passedChecks(state: WorkshopState, theme: Theme, width: number): string[] {
  const { report, checking, typeErrors } = state
  if (!report || checking || !passed(report)) return []
  if (errorsOf(report.step, typeErrors).length > 0) return []
  const names = report.checks.flatMap((check) =>
    wrap(`${theme.mark.done}${check}`, width - INDENT.length),
  )
  return listLines('The checks', names, theme)
}

/** How to read more about a step that passes. */
export function aboutWhy(step: string, theme: Theme): string {
  return `Why the solution is like this, and other right solutions: ${theme.key('w', `npm run why ${step.slice(0, 2)}`)}`
}

const EXAM_RUNS = `Exam: ${SESSIONS} sessions are running; n waits for them …`

function whatNext({ steps, current, progress }: WorkshopState, theme: Theme): string {
  const part = partOf(steps, current)
  if (current !== part.steps.at(-1)) return `Next step: ${theme.key('n', 'npm run next')}`
  const soFar = steps.slice(0, steps.indexOf(current) + 1)
  const open = soFar.find((step) => !progressOf(progress, step).green)
  if (open)
    return `This is the last step of ${part.name}. Still to do: ${open}. Go there: ${theme.key('l', `npm run list ${open.slice(0, 2)}`)}`
  const tryIt = `Try your API: ${theme.key('s', 'npm run api -- --subject steps')}`
  const offer = nextPart(steps, current)
  if (!offer) return `All steps are done. ${tryIt}`
  const goOn = theme.key('n', 'npm run next')
  return `${capitalised(part.name)} is done. ${tryIt} To continue with ${offer}: ${goOn}`
}

/** The next part: `part two, what an API needs next`. */
function nextPart(steps: string[], current: string): string | undefined {
  const parts = partsOf(steps)
  const next = parts[parts.findIndex((part) => part.steps.includes(current)) + 1]
  return next && `${next.name}, ${next.about}`
}

/** The text when a learner finishes a part. */
export function partDone(steps: string[], current: string): string | undefined {
  const part = partOf(steps, current)
  const next = nextPart(steps, current)
  if (current !== part.steps.at(-1) || !next) return undefined
  return `This was the last step of ${part.name}. Next: ${next}.`
}

const STRICTER = 'Its checks became stricter with the update; your code did not change.'

/** The steps that passed before and what broke them, and those in which the exam found a difference. */
export function brokenSentences({ steps, progress, current }: WorkshopState): string[] {
  const isStricter = (step: string) => progressOf(progress, step).stricter === true
  const differs = (step: string) => progressOf(progress, step).differs === true
  const broken = brokenSteps(progress)
  const told = steps.filter((step) =>
    step === current ? isStricter(step) : broken.includes(step) || differs(step),
  )
  return told.map((step) => {
    if (differs(step))
      return `The last exam of ${step} found a difference: npm run check ${step.slice(0, 2)}`
    if (isStricter(step)) return `${step} passed before. ${STRICTER}`
    const by = progressOf(progress, step).brokenBy
    const cause = by ? `broke with your change to ${by}` : 'no longer passes'
    return `${step} passed before, and ${cause}: npm run check ${step.slice(0, 2)}`
  })
}

function listLines(label: string, lines: string[], theme: Theme): string[] {
  return lines.length === 0 ? [] : [theme.weak(`${label}:`), ...lines.map((line) => INDENT + line)]
}

/** The explanation of a failure. */
export function explanationLines(failure: Explanation, theme: Theme, width: number): string[] {
  return explanationSections(failure).flatMap((section) => sectionLines(section, theme, width))
}

/** Prose is wrapped. Text to copy is not: the terminal breaks it where it must. */
function sectionLines({ label, lines }: Section, theme: Theme, width: number): string[] {
  const shown = lines.flatMap((line) => {
    if (label.startsWith('Open')) return [theme.link(theme.strong(line), urlOf(line))]
    if (label === 'Hint') return [theme.key('h', line)]
    if (label === 'Fails') return wrap(line, width - INDENT.length).map(theme.strong)
    return isProse(label, line) ? wrap(line, width - INDENT.length) : [line]
  })
  const heading = label === 'Fails' ? theme.bad(`${label}:`) : theme.weak(`${label}:`)
  return [heading, ...shown.map((line) => INDENT + line)]
}

function isProse(label: string, line: string): boolean {
  if (label === 'Sent') return !/^(?:curl|printf) /.test(line)
  return label === 'What to do' || label === 'Looks like'
}

/** `steps/03-login/backends.ts:12` as a URL. Only Visual Studio Code reads the line from it. */
function urlOf(place: string): string {
  const { file, line } = parsePlace(place) ?? { file: place }
  const { href } = pathToFileURL(path.join(ROOT, file))
  return process.env.TERM_PROGRAM === 'vscode' && line ? `${href}#L${line}` : href
}
