import { createInterface } from 'node:readline'
import { stepNamed } from '../lesson/find-steps.ts'
import type { WarmProcess } from '../runner/warm-process.ts'
import { plainTheme } from '../terminal/theme.ts'
import { ACTIONS, reset } from './actions.ts'
import { helpLines } from './help-lines.ts'
import { keepChecking } from './keep-checking.ts'
import { PLAIN_WIDTH, plainLines } from './plain-lines.ts'
import { stepList } from './step-list.ts'
import { Workshop } from './workshop.ts'

const LOOK = { theme: plainTheme, width: PLAIN_WIDTH }

/** The workshop line by line: each verdict is printed below the one before; letters are typed. */
export async function plainLoop(first?: WarmProcess): Promise<void> {
  const workshop = new Workshop(print, first)
  const input = createInterface({ input: process.stdin })
  let shown = ''
  const stop = keepChecking(workshop)
  console.log('Type a letter and Enter; ? lists them. Checking ...')
  input.on('line', (line) => act(line.trim()))
  process.once('SIGINT', () => input.close())
  await new Promise((resolve) => input.once('close', resolve))
  await stop()
  // A pipe that nobody closes must not keep the process.
  process.stdin.unref?.()

  /** Prints a verdict once it is there and says something new. */
  function print() {
    const { state } = workshop
    if (state.checking || !state.report) return
    const text = [...plainLines(state), ...(state.notice ? ['', state.notice] : [])].join('\n')
    if (text !== shown) console.log(`\n${text}`)
    shown = text
  }

  async function act(typed: string): Promise<void> {
    const { steps, current, progress } = workshop.state
    const [letter, argument] = typed.split(' ')
    const action = ACTIONS.find(({ key }) => key === letter)
    if (letter === 'q') input.close()
    else if (letter === 'r') await reset(workshop)
    else if (letter === 'l' && argument) await goTo(argument)
    else if (letter === 'l') {
      write([...stepList(steps, current, progress, plainTheme), 'l 5 goes to step 5.'])
    } else if (letter === 's') write(['In another terminal: npm run api -- --subject steps'])
    else write(action ? ((await action.run(workshop, LOOK)) ?? []) : helpLines(PLAIN_WIDTH))
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
