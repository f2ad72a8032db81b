import { parseArgs } from 'node:util'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { closeAnswers, examine, SEED } from '../exam/step-exam.ts'
import { LEARNERS } from '../failure/checked-code.ts'
import { explainProved } from '../failure/explain.ts'
import { aboutWhy, explanationLines, partDone, taskLines } from '../loop/lines.ts'
import { askedLines } from '../loop/plain-loop.ts'
import { errorsOf, findTypeErrors } from '../loop/type-errors.ts'
import { STEPS } from '../paths.ts'
import { noteReports } from '../progress/note-reports.ts'
import { writeProgress } from '../progress/progress.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { passed, type StepReport, stepLine, verdictLines } from '../runner/report.ts'
import { hanging, plainWidth, wrap } from '../terminal/layout.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Goes to the next step if the current one passes: its checks, the compiler, and the exam. */
await runCommand(async (args) => {
  parseArgs({ args })
  const { steps, step, progress } = stepArgument([])
  const width = plainWidth()
  const { reports } = await checkSteps({ tree: 'steps' }, [step])
  const [report] = reports as [StepReport]
  const { errors } = await findTypeErrors()
  const mistyped = errorsOf(step, errors)
  console.log(stepLine(report))
  await examine(reports, { tree: STEPS }, { seed: SEED, sessions: SESSIONS })
  for (const line of verdictLines(report)) console.log(wrap(line, width).join('\n'))
  noteReports(progress, [report], { mistyped: mistyped.length > 0 ? [step] : [] })
  const failure = await explainProved(report, LEARNERS, mistyped)
  closeAnswers()
  const next = steps[steps.indexOf(step) + 1]
  if (failure) console.log(`\n${explanationLines(failure, plainTheme, width).join('\n')}`)
  else if (passed(report) && next === undefined) console.log('This was the last step.')
  if (mistyped.length > 0) {
    console.log('\nThe step is done when it has no type errors either:')
    for (const line of mistyped.flatMap((each) => hanging('  ', each, width))) console.log(line)
  } else if (passed(report) && next !== undefined) {
    progress.current = next
    for (const line of wrap(aboutWhy(step, plainTheme), width)) console.log(line)
    const end = partDone(steps, step)
    if (end) console.log(`\n${wrap(end, width).join('\n')}`)
    console.log(`\n${taskLines(next, plainTheme, width).join('\n')}`)
    for (const line of askedLines(next, progress)) console.log(line)
  }
  writeProgress(progress)
})
