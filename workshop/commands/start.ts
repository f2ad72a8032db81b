import { parseArgs } from 'node:util'
import type { OpenedPage } from '../loop/opened-page.ts'
import type { Workshop } from '../loop/workshop.ts'
import { COULD_NOT_RUN, runCommand, toldOf } from '../run-command.ts'
import { startWarmProcess } from '../runner/process.ts'

/** The workshop: shows the learner's progress, checks on every save, and goes from step to step. */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      plain: { type: 'boolean', default: false },
      predict: { type: 'boolean', default: true },
    },
  })
  if (!values.predict) process.env.WORKSHOP_PREDICT = '0'
  process.on('uncaughtException', sayAtTheEnd)
  const plain = values.plain || Boolean(process.env.ACCESSIBLE) || process.env.TERM === 'dumb'
  // Starting the process for the checks takes as long as everything else here, so both start
  // together.
  const first = startWarmProcess()
  if (!process.stdin.isTTY) {
    const { plainCheck } = await import('../loop/plain-loop.ts')
    await plainCheck(first)
  } else if (plain || !process.stdout.isTTY) {
    const { plainLoop } = await import('../loop/plain-loop.ts')
    await plainLoop(first, openPage)
  } else {
    const { InteractiveLoop } = await import('../loop/interactive-loop.ts')
    await new InteractiveLoop(first, openPage).run()
    // A proof or an exam that is still running is no longer needed.
    process.exit()
  }
})

/** The page is loaded only when it is opened. */
async function openPage(workshop: Workshop): Promise<OpenedPage> {
  const { Page } = await import('../page/page.ts')
  return Page.open(workshop)
}

/** An error during the run, such as a full disk, is printed after the screen is restored. */
function sayAtTheEnd(error: Error): void {
  process.exitCode = COULD_NOT_RUN
  process.once('exit', () => console.error(toldOf(error)))
  process.exit()
}
