import { explainReport } from '../failure/explain.ts'
import { openSubject } from '../grade/open-subject.ts'
import { takeHint } from '../progress/hints.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import type { StepReport } from '../runner/report.ts'
import { markdownLines } from '../terminal/markdown.ts'
import { plainTheme } from '../terminal/theme.ts'

/** The next hint for the first check that fails: `npm run hint`, `npm run hint 03`. */
await runCommand(async (args) => {
  const { step, progress } = stepArgument(args)
  const subject = openSubject('steps')
  const [report] = await subject.check([step], () => {})
  const failure = await explainReport(report as StepReport, subject)
  if (failure) console.log(`${step}: ${failure.check}\n`)
  console.log(markdownLines(await takeHint(step, failure, progress), plainTheme, 100).join('\n'))
})
