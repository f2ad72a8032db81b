import { explainReport } from '../failure/explain-report.ts'
import { openSubject } from '../grade/open-subject.ts'
import { hintFor } from '../loop/hint-for.ts'
import { runCommand } from '../run-command.ts'
import type { StepReport } from '../runner/report.ts'
import { stepArgument } from '../step-argument.ts'
import { markdownLines } from '../terminal/markdown-lines.ts'
import { plainTheme } from '../terminal/theme.ts'

/** The next hint for the first fact that does not hold: `npm run hint`, `npm run hint 03`. */
await runCommand(async (args) => {
  const { step, progress } = stepArgument(args)
  const subject = openSubject('steps')
  const [report] = await subject.check([step], () => {})
  const failure = await explainReport(report as StepReport, subject)
  if (failure) console.log(`${step}: ${failure.fact}\n`)
  console.log(markdownLines(await hintFor(step, failure, progress), plainTheme, 100).join('\n'))
})
