import { parseArgs } from 'node:util'
import { plainRound } from '../loop/plain-round.ts'
import { runCommand } from '../run-command.ts'

/** The workshop: shows where the learner stands, checks on every save, and goes on step by step. */
await runCommand(async (args) => {
  parseArgs({ args, options: { plain: { type: 'boolean', default: false } } })
  await plainRound()
})
