import { createInterface } from 'node:readline'
import { stepNamed } from '../lesson/steps.ts'
import { askOnce, predictionLines } from '../progress/predict.ts'
import { type Progress, writeProgress } from '../progress/progress.ts'
import type { WarmProcess } from '../runner/process.ts'
import { plainWidth } from '../terminal/layout.ts'
import { plainTheme } from '../terminal/theme.ts'
import { ACTIONS, helpLines, reset } from './actions.ts'
import { passedChecks, progressLines, stepList, taskLines, verdictLines } from './lines.ts'
import { ABOUT_PAGE, type OpenedPage, type OpenPage } from './opened-page.ts'
import { keepChecking } from './watch.ts'
import { Workshop, type WorkshopState } from './workshop.ts'

const PLAIN_WIDTH = plainWidth()
const LOOK = { theme: plainTheme, width: PLAIN_WIDTH }

/**
 * The workshop line by line: each verdict is printed below the previous one, and letters are typed.
 */
export async function plainLoop(first: WarmProcess, openPage: OpenPage): Promise<void> {
  const workshop = new Workshop(print, first)
  const input = createInterface({ input: process.stdin })
  let shown = ''
  let said: string | undefined
  let page: Promise<OpenedPage> | undefined
  const stop = keepChecking(workshop, () => page?.then((opened) => opened.saved()))
  console.log('Type a letter and Enter; ? lists them. Checking ...')
  input.on('line', (line) => act(line.trim()))
  process.once('SIGINT', () => input.close())
  await new Promise((resolve) => input.once('close', resolve))
  await Promise.all([stop(), (await page)?.close()])
  // An open pipe must not keep the process alive.
  process.stdin.unref?.()

  function print() {
    const { state } = workshop
    if (state.checking || !state.report) return
    const text = plainLines(state).join('\n')
    if (text !== shown) console.log(`\n${text}`)
    if (state.notice && state.notice !== said) console.log(`\n${state.notice}`)
    shown = text
    said = state.notice
    write(askedLines(state.current, state.progress))
  }

  async function act(typed: string): Promise<void> {
    const [letter, argument] = typed.split(' ')
    const action = ACTIONS.find(({ key }) => key === letter)
    if (letter === 'q') input.close()
    else if (letter === 'r') await reset(workshop)
    else if (letter === 'l' && argument) await goTo(argument)
    else if (letter === 'l') {
      write([...stepList(workshop.state, plainTheme), 'l 5 goes to step 5.'])
    } else if (letter === 'o') write(await pageLines())
    else if (letter === 's') write(['In another terminal: npm run api -- --subject steps'])
    else write(action ? ((await action.run(workshop, LOOK)) ?? []) : helpLines(PLAIN_WIDTH))
  }

  async function pageLines(): Promise<string[]> {
    page ??= openPage(workshop)
    return [await (await page).show(), ...ABOUT_PAGE]
  }

  async function goTo(typed: string): Promise<void> {
    try {
      await workshop.goTo(stepNamed(typed).name)
    } catch (error) {
      write([(error as Error).message])
    }
  }

  function write(lines: string[]): void {
    if (lines.length > 0) console.log(lines.join('\n'))
  }
}

/** Checks once and prints the learner's progress, for logs and terminals without keys. */
export async function plainCheck(first: WarmProcess): Promise<void> {
  console.log('Checking once, because no key can be pressed here ...')
  const workshop = new Workshop(undefined, first)
  await workshop.checkAll()
  workshop.stop()
  const { current, progress } = workshop.state
  console.log([...plainLines(workshop.state), ...askedLines(current, progress)].join('\n'))
}

/** Asks the question of a new step, once. The answer is shown when the step passes. */
export function askedLines(step: string, progress: Progress): string[] {
  const prediction = askOnce(step, progress)
  if (!prediction) return []
  writeProgress(progress)
  const answer = `The answer, once the step passes: npm run why ${step.slice(0, 2)}`
  return ['', ...predictionLines(prediction, PLAIN_WIDTH), answer]
}

/**
 * The whole state as plain text: words instead of colours and symbols. The verdict is last, because
 * a terminal shows the end of what is printed.
 */
export function plainLines(state: WorkshopState): string[] {
  const checks = passedChecks(state, plainTheme, PLAIN_WIDTH)
  return [
    ...progressLines(state, plainTheme, PLAIN_WIDTH),
    '',
    ...taskLines(state.current, plainTheme, PLAIN_WIDTH),
    '',
    ...(checks.length > 0 ? [...checks, ''] : []),
    ...verdictLines(state, plainTheme, PLAIN_WIDTH),
  ]
}
