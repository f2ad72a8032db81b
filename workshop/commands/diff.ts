import { solutionDiff } from '../lesson/starter.ts'
import { aboutCopy, keepStep } from '../progress/copies.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'

/** Shows the changes from your step to the solution: `npm run diff`, `npm run diff 05`. */
await runCommand((args) => {
  const { step } = stepArgument(args)
  const diff = solutionDiff(step)
  if (diff === '') return console.log(`${step} is the same as the solution.`)
  console.log([diff, ...aboutCopy(keepStep(step))].join('\n'))
})
