import { stepList } from '../loop/step-list.ts'
import { writeProgress } from '../progress/progress-file.ts'
import { runCommand } from '../run-command.ts'
import { stepArgument } from '../step-argument.ts'
import { plainTheme } from '../terminal/theme.ts'

/** All steps and how they stand; with a step, goes there: `npm run list`, `npm run list 05`. */
await runCommand((args) => {
  const { steps, step, named, progress } = stepArgument(args)
  if (named) {
    progress.current = step
    writeProgress(progress)
  }
  console.log(stepList(steps, step, progress, plainTheme).join('\n'))
})
