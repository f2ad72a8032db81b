import { findSteps, stepNamed } from '../lesson/steps.ts'
import { onlyName } from '../only-name.ts'
import { takeSolutions } from '../progress/copies.ts'
import { noteOutcome, readProgress, writeProgress } from '../progress/progress.ts'
import { runCommand, UsageError } from '../run-command.ts'

/** Copies the solutions of all steps before a step into steps/: `npm run catch-up 5`. */
await runCommand((args) => {
  const typed = onlyName(args)
  if (typed === undefined) throw new UsageError('Name the step to start at: npm run catch-up 5')
  const { name } = stepNamed(typed)
  const before = findSteps()
    .map((step) => step.name)
    .filter((step) => step < name)
  const copy = takeSolutions(before)
  const progress = { ...readProgress(), current: name }
  for (const step of before) noteOutcome(progress, step, true)
  writeProgress(progress)
  console.log(`The solution of ${before.join(', ') || 'no step'} is in steps/. You are at ${name}.`)
  if (copy) console.log(`A copy of your files is kept: npm run restore ${copy}`)
})
