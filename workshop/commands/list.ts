import { stepList } from '../loop/lines.ts'
import { writeProgress } from '../progress/progress.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Lists all steps and their state. With a step, goes there: `npm run list`, `npm run list 05`. */
await runCommand((args) => {
  const { steps, step, named, progress } = stepArgument(args)
  if (named) {
    progress.current = step
    writeProgress(progress)
  }
  console.log(stepList({ steps, current: step, progress }, plainTheme).join('\n'))
})
