import { parseArgs } from 'node:util'
import { runCommand, sentenceOf } from '../run-command.ts'
import { startWarmProcess } from '../runner/process.ts'

/** The workshop: shows where the learner stands, checks on every save, and goes on step by step. */
await runCommand(async (args) => {
  const { values } = parseArgs({ args, options: { plain: { type: 'boolean', default: false } } })
  process.on('uncaughtException', sayAtTheEnd)
  const plain = values.plain || Boolean(process.env.ACCESSIBLE) || process.env.TERM === 'dumb'
  // The process that checks takes as long to load as all the rest here: both at once, then.
  const first = startWarmProcess()
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    const { plainCheck } = await import('../loop/plain-loop.ts')
    await plainCheck(first)
  } else if (plain) {
    const { plainLoop } = await import('../loop/plain-loop.ts')
    await plainLoop(first)
  } else {
    const { InteractiveLoop } = await import('../loop/interactive-loop.ts')
    await new InteractiveLoop(first).run()
  }
})

/** What breaks in the middle, as a full disk does, is told once the shell has its screen back. */
function sayAtTheEnd(error: Error): void {
  process.exitCode = 1
  process.once('exit', () => console.error(toldOf(error)))
  process.exit()
}

function toldOf(error: Error): string | undefined {
  try {
    return sentenceOf(error)
  } catch {
    return error.stack
  }
}
