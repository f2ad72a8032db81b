import { explainReport } from '../failure/explain-report.ts'
import { formatFailure } from '../failure/format-failure.ts'
import { openSubject } from '../grade/open-subject.ts'
import { taskLines } from '../loop/task-lines.ts'
import { noteReports } from '../progress/note-reports.ts'
import { writeProgress } from '../progress/progress-file.ts'
import { stepLine } from '../report-lines.ts'
import { runCommand } from '../run-command.ts'
import { passed, type StepReport } from '../runner/report.ts'
import { stepArgument } from '../step-argument.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Goes on to the next step, if the current one passes. */
await runCommand(async () => {
  const { steps, step, progress } = stepArgument([])
  const subject = openSubject('steps')
  const [report] = (await subject.check([step], () => {})) as [StepReport]
  noteReports(progress, [report])
  console.log(stepLine(report))
  const failure = await explainReport(report, subject)
  const next = steps[steps.indexOf(step) + 1]
  if (failure) console.log(`\n${formatFailure(failure)}`)
  else if (next === undefined) console.log('This was the last step.')
  if (passed(report) && next !== undefined) {
    progress.current = next
    console.log(`\n${taskLines(next, plainTheme, 100).join('\n')}`)
  }
  writeProgress(progress)
})
