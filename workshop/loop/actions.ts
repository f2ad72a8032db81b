import { solutionDiff } from '../lesson/starter.ts'
import { readReadme } from '../lesson/texts.ts'
import { aboutCopy, keepStep, resetStep } from '../progress/copies.ts'
import { takeHint } from '../progress/hints.ts'
import { passed, stepLineWithCheck } from '../runner/report.ts'
import { hanging, wrap } from '../terminal/layout.ts'
import { markdownLines } from '../terminal/markdown.ts'
import { diffLines, type Theme } from '../terminal/theme.ts'
import { partDone } from './lines.ts'
import { whyLines } from './why.ts'
import type { Workshop, WorkshopState } from './workshop.ts'

/** How an action shows its lines. */
export interface Look {
  theme: Theme
  width: number
}

/** The action of a key. If it returns lines, they are shown on their own page. */
export interface Action {
  key: string
  name: string
  about: string
  /** A question to ask first, if pressing the key by mistake would do harm. */
  question?(state: WorkshopState): string | undefined
  run(workshop: Workshop, look: Look): Promise<string[] | undefined>
}

/** The actions of every kind of terminal. */
export const ACTIONS: Action[] = [
  { key: 'n', name: 'next', about: 'goes to the next step', run: next },
  { key: 'h', name: 'hint', about: 'shows the next hint', run: hint },
  {
    key: 'd',
    name: 'diff',
    about: 'shows the differences between this step and the solution',
    question: ({ current, report }) => {
      return report && passed(report)
        ? undefined
        : `This shows the solution of ${current}. Continue?`
    },
    run: diff,
  },
  {
    key: 'w',
    name: 'why',
    about: 'when this step passes: why the solution is like this, and variants',
    run: why,
  },
  { key: 't', name: 'text', about: "shows this step's text", run: text },
  { key: 'c', name: 'check all', about: 'checks all steps', run: checkAll },
]

const EXAM_RUNS = 'The exam is still running. The workshop continues when it passes.'

async function next(workshop: Workshop): Promise<undefined> {
  const { current } = workshop.state
  await workshop.verdict()
  const passes = workshop.awaitsExam
    ? await workshop.sayDuring(EXAM_RUNS, () => workshop.passes())
    : await workshop.passes()
  // Meanwhile, the learner can have gone to another step, in the terminal or on the page.
  if (workshop.state.current !== current) return
  const { steps } = workshop.state
  const following = steps[steps.indexOf(current) + 1]
  if (!passes) {
    workshop.say(
      `${current} does not pass yet. To go to another step anyway: l in the terminal, its number on the page.`,
    )
  } else if (!(await workshop.typed())) {
    workshop.say(`${current} passes its checks, but it has type errors: see Types. Fix them first.`)
  } else if (following === undefined) workshop.say('This was the last step.')
  else {
    await workshop.goTo(following)
    const end = partDone(steps, current)
    if (end) workshop.say(end)
  }
}

async function hint(workshop: Workshop, { theme, width }: Look): Promise<string[]> {
  await workshop.verdict()
  const { state } = workshop
  const { current, failure, progress } = state
  const heading = failure ? [theme.strong(failure.check), ''] : []
  const markdown = takeHint(current, failure, progress)
  return [...heading, ...markdownLines(markdown, theme, width)]
}

async function diff({ state }: Workshop, { theme, width }: Look): Promise<string[]> {
  const text = solutionDiff(state.current)
  if (text === '') return [`${state.current} is the same as the solution.`]
  const copy = keepStep(state.current)
  return [...diffLines(text, theme), '', ...aboutCopy(copy).flatMap((line) => wrap(line, width))]
}

async function why(workshop: Workshop, { theme, width }: Look): Promise<string[] | undefined> {
  // The exam can still be running, and a key press must not wait for it.
  await workshop.verdict()
  const { current, report } = workshop.state
  if (report && passed(report)) return whyLines(current, theme, width)
  workshop.say(`${current} does not pass yet, and this shows its solution.`)
  return undefined
}

async function text({ state }: Workshop, { theme, width }: Look): Promise<string[]> {
  const { markdown } = readReadme(state.current)
  return markdownLines(markdown, theme, width, `steps/${state.current}`)
}

async function checkAll(workshop: Workshop): Promise<string[]> {
  await workshop.checkAll()
  return workshop.state.steps.map((step) => {
    const report = workshop.state.reports[step]
    return report ? stepLineWithCheck(report) : `${step}: not checked`
  })
}

/** Restores the untouched step, and checks it. */
export async function reset(workshop: Workshop): Promise<void> {
  const { current, progress } = workshop.state
  const copy = resetStep(current)
  delete progress.steps[current]
  await workshop.check()
  workshop.say(
    `${current} is untouched again. A copy of your files is kept: npm run restore ${copy}`,
  )
}

/** Lists what every key does. */
export function helpLines(width: number): string[] {
  const keys = [
    ...ACTIONS,
    { key: 'l', about: 'lists the steps, and goes to another one' },
    { key: 'r', about: 'restores the untouched step, and keeps a copy of your files' },
    {
      key: 's',
      about:
        'runs your API, restarted on every save, and shows its output; press s there to stop it',
    },
    { key: 'o', about: 'opens the workshop as a page in your browser' },
    { key: 'q', about: 'quits' },
  ]
  return [
    ...wrap(
      'Edit the files in steps/ and save: this step is checked at once, then the others.',
      width,
    ),
    '',
    ...keys.flatMap(({ key, about }) => hanging(`  ${key}  `, about, width)),
    '',
    ...wrap('Each key has a command of the same name: npm run workshop', width),
  ]
}
