import { resetStep } from '../progress/copies.ts'
import { writeProgress } from '../progress/progress.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'

/**
 * Restores the untouched step, and keeps a copy of your files: `npm run reset`, `npm run reset 05`.
 */
await runCommand((args) => {
  const { step, progress } = stepArgument(args)
  const copy = resetStep(step)
  delete progress.steps[step]
  writeProgress(progress)
  console.log(`${step} is untouched again. A copy of your files is kept: npm run restore ${copy}`)
})
