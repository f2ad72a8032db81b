import { parseArgs } from 'node:util'
import { explainReport, proveWhere } from '../failure/explain.ts'
import { formatExplanation } from '../failure/explanation.ts'
import { openTarget } from '../grade/open-target.ts'
import { findCheckedSteps, stepNamed } from '../lesson/steps.ts'
import { findTypeErrors } from '../loop/type-errors.ts'
import { currentStep, noteReports, readProgress, writeProgress } from '../progress/progress.ts'
import { runCommand } from '../run-command.ts'
import { passed, stepLine, stepLineWithCheck } from '../runner/report.ts'

/**
 * Runs the checks of the current step, of those named, or of all, against the learner's tree or
 * another target: `npm run check`, `npm run check 05`, `npm run check -- --all --subject PATH`.
 */
await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      subject: { type: 'string', default: 'steps' },
    },
  })
  const progress = readProgress()
  const all = findCheckedSteps().map(({ name }) => name)
  const named = positionals.map((typed) => stepNamed(typed).name)
  const one = named.length === 0 ? currentStep(progress, all) : named[0]
  const steps = values.all ? all : named.length > 1 ? named : [one as string]

  const target = openTarget(values.subject)
  try {
    const line = steps.length > 1 ? stepLineWithCheck : stepLine
    const reports = await target.check(steps, (report) => console.log(line(report)))
    if (values.subject === 'steps') {
      noteReports(progress, reports)
      writeProgress(progress)
    }
    const [only] = reports
    const failure = steps.length === 1 && only ? await explainReport(only, target) : undefined
    if (failure && only) {
      // A tree elsewhere is not laid out here, so nothing in it can be exchanged.
      const own = values.subject === 'steps'
      const told = own ? await proveWhere(failure, only, target) : failure
      console.log(`\n${formatExplanation(told)}`)
    }
    if (failure && values.subject === 'steps') await printTypeErrors()
    if (!reports.every(passed)) process.exitCode = 1
  } finally {
    target.close()
  }
})

/** What the compiler says of the learner's tree: often the cause, one file from where it shows. */
async function printTypeErrors(): Promise<void> {
  const errors = await findTypeErrors(new AbortController().signal)
  if (errors.length > 0) console.log(`Types:\n${errors.map((line) => `  ${line}`).join('\n')}`)
}
