import { whyLines } from '../loop/why.ts'
import { progressOf } from '../progress/progress.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand, UsageError } from '../run-command.ts'
import { plainWidth } from '../terminal/layout.ts'
import { plainTheme } from '../terminal/theme.ts'

/**
 * Explains the solution of a step that passes, and other solutions: `npm run why`, `npm run why
 * 06`.
 */
await runCommand(async (args) => {
  const { step, progress } = stepArgument(args)
  if (!progressOf(progress, step).done) {
    throw new UsageError(
      `${step} has not passed yet, and this shows its solution. A hint: npm run hint ${step.slice(0, 2)}`,
    )
  }
  const inColumns = Boolean(process.stdout.isTTY && !process.env.ACCESSIBLE)
  const lines = await whyLines(step, plainTheme, plainWidth(), inColumns)
  console.log(lines.join('\n'))
})
