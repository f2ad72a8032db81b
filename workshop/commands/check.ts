import { parseArgs } from 'node:util'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { closeAnswers, examine, SEED } from '../exam/step-exam.ts'
import { explainReport, proveWhere } from '../failure/explain.ts'
import { formatExplanation } from '../failure/explanation.ts'
import { openTarget } from '../grade/open-target.ts'
import { findCheckedSteps, stepNamed } from '../lesson/steps.ts'
import { findTypeErrors } from '../loop/type-errors.ts'
import { currentStep, noteReports, readProgress, writeProgress } from '../progress/progress.ts'
import { runCommand, UsageError } from '../run-command.ts'
import { checksPass, examLine, passed, stepLine, stepLineWithCheck } from '../runner/report.ts'

/**
 * Runs the checks of the current step, of those named, or of all, against the learner's tree or
 * another target, and then the exam: `npm run check`, `npm run check 05`,
 * `npm run check -- --all --subject PATH`, `npm run check -- --sessions 1000 --seed 7`.
 */
await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      subject: { type: 'string', default: 'steps' },
      sessions: { type: 'string', default: String(SESSIONS) },
      seed: { type: 'string', default: String(SEED) },
    },
  })
  const sitting = { sessions: wholeNumber(values, 'sessions'), seed: wholeNumber(values, 'seed') }
  const progress = readProgress()
  const all = findCheckedSteps().map(({ name }) => name)
  const named = positionals.map((typed) => stepNamed(typed).name)
  const one = named.length === 0 ? currentStep(progress, all) : named[0]
  const steps = values.all ? all : named.length > 1 ? named : [one as string]

  const isUrl = /^https?:\/\//.test(values.subject)
  const target = openTarget(values.subject)
  try {
    const line = steps.length > 1 ? stepLineWithCheck : stepLine
    const reports = await target.check(steps, (report) => console.log(line(report)))
    const candidate = isUrl ? { url: target.base } : { tree: target.tree }
    const isWhole = !isUrl || reports.at(-1)?.step === all.at(-1)
    // A server elsewhere has all steps, so it sits the exam of the last one, or none.
    const examined =
      sitting.sessions > 0 && isWhole ? await examine(reports, candidate, sitting) : undefined
    if (examined?.exam) console.log(`${examined.step}: ${examLine(examined.exam)}`)
    if (values.subject === 'steps') {
      noteReports(progress, reports)
      writeProgress(progress)
    }
    // Of several steps each has its line; what the exam found needs more than that.
    const told = steps.length === 1 ? reports[0] : examined?.exam?.difference && examined
    const failure = told && (await explainReport(told, target))
    if (failure && told) {
      // A tree elsewhere is not laid out here, so nothing in it can be exchanged.
      const isOwn = values.subject === 'steps' && !checksPass(told)
      const proved = isOwn ? await proveWhere(failure, told, target) : failure
      console.log(`\n${formatExplanation(proved)}`)
    }
    if (failure && values.subject === 'steps') await printTypeErrors()
    if (!reports.every(passed)) process.exitCode = 1
  } finally {
    closeAnswers()
    target.close()
  }
})

/** @throws UsageError when it is none */
function wholeNumber(values: Record<'sessions' | 'seed', string>, name: 'sessions' | 'seed') {
  const value = values[name]
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError(`--${name} ${value} is no whole number from 0 to 999999999.`)
}

/** What the compiler says of the learner's tree: often the cause, one file from where it shows. */
async function printTypeErrors(): Promise<void> {
  const errors = await findTypeErrors(new AbortController().signal)
  if (errors.length > 0) console.log(`Types:\n${errors.map((line) => `  ${line}`).join('\n')}`)
}
