import { parseArgs } from 'node:util'
import { InteractiveLoop } from '../loop/interactive-loop.ts'
import { plainLoop } from '../loop/plain-loop.ts'
import { plainRound } from '../loop/plain-round.ts'
import { runCommand } from '../run-command.ts'

/** The workshop: shows where the learner stands, checks on every save, and goes on step by step. */
await runCommand(async (args) => {
  const { values } = parseArgs({ args, options: { plain: { type: 'boolean', default: false } } })
  const plain = values.plain || Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb'
  if (!process.stdin.isTTY || !process.stdout.isTTY) await plainRound()
  else if (plain) await plainLoop()
  else await new InteractiveLoop().run()
})
