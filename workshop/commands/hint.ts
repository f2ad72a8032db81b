import { LEARNERS } from '../failure/checked-code.ts'
import { explainProved } from '../failure/explain.ts'
import { takeHint } from '../progress/hints.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { StepReport } from '../runner/report.ts'
import { plainWidth, wrap } from '../terminal/layout.ts'
import { markdownLines } from '../terminal/markdown.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Shows the next hint for the first check that fails: `npm run hint`, `npm run hint 03`. */
await runCommand(async (args) => {
  const { step, progress } = stepArgument(args)
  const { reports } = await checkSteps({ tree: 'steps' }, [step])
  const [report] = reports as [StepReport]
  const failure = await explainProved(report, LEARNERS)
  const width = plainWidth()
  const heading = failure ? [...wrap(`${step}: ${failure.check}`, width), ''] : []
  const hint = markdownLines(takeHint(step, failure, progress), plainTheme, width)
  console.log([...heading, ...hint].join('\n'))
})
