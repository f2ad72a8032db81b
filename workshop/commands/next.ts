import { explainReport, LEARNERS, proveWhere } from '../failure/explain.ts'
import { formatExplanation } from '../failure/explanation.ts'
import { taskLines } from '../loop/lines.ts'
import { noteReports, writeProgress } from '../progress/progress.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { passed, type StepReport, stepLine } from '../runner/report.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Goes on to the next step, if the current one passes. */
await runCommand(async () => {
  const { steps, step, progress } = stepArgument([])
  const { reports } = await checkSteps({ tree: 'steps' }, [step])
  const [report] = reports as [StepReport]
  noteReports(progress, [report])
  console.log(stepLine(report))
  const guess = await explainReport(report, LEARNERS)
  const failure = guess && (await proveWhere(guess, report, LEARNERS))
  const next = steps[steps.indexOf(step) + 1]
  if (failure) console.log(`\n${formatExplanation(failure)}`)
  else if (next === undefined) console.log('This was the last step.')
  if (passed(report) && next !== undefined) {
    progress.current = next
    console.log(`\n${taskLines(next, plainTheme, 100).join('\n')}`)
  }
  writeProgress(progress)
})
