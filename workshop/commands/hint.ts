import { explainProved, LEARNERS } from '../failure/explain.ts'
import { takeHint } from '../progress/hints.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { StepReport } from '../runner/report.ts'
import { markdownLines } from '../terminal/markdown.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Shows the next hint for the first check that fails: `npm run hint`, `npm run hint 03`. */
await runCommand(async (args) => {
  const { step, progress } = stepArgument(args)
  const { reports } = await checkSteps({ tree: 'steps' }, [step])
  const [report] = reports as [StepReport]
  const failure = await explainProved(report, LEARNERS)
  if (failure) console.log(`${step}: ${failure.check}\n`)
  console.log(markdownLines(takeHint(step, failure, progress), plainTheme, 100).join('\n'))
})
