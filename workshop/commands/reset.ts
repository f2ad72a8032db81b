import { resetStep } from '../progress/lay-files.ts'
import { writeProgress } from '../progress/progress-file.ts'
import { runCommand } from '../run-command.ts'
import { stepArgument } from '../step-argument.ts'

/** Puts a step back to its start, and keeps what was written: `npm run reset`, `npm run reset 05`. */
await runCommand((args) => {
  const { step, progress } = stepArgument(args)
  const copy = resetStep(step)
  delete progress.steps[step]
  writeProgress(progress)
  console.log(`${step} is as it was at the start. Your files are kept: npm run restore ${copy}`)
})
