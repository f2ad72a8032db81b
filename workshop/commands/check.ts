import { parseArgs } from 'node:util'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { closeAnswers, examine, SEED } from '../exam/step-exam.ts'
import { explainProved, explainReport } from '../failure/explain.ts'
import { openTarget } from '../grade/open-target.ts'
import { findCheckedSteps, stepNamed } from '../lesson/steps.ts'
import { aboutWhy, explanationLines } from '../loop/lines.ts'
import { errorsOf, findTypeErrors } from '../loop/type-errors.ts'
import { noteReports } from '../progress/note-reports.ts'
import { currentStep, readProgress, writeProgress } from '../progress/progress.ts'
import { runCommand, UsageError } from '../run-command.ts'
import { passed, stepLine, stepLineWithCheck, verdictLines } from '../runner/report.ts'
import { hanging, plainWidth, wrap } from '../terminal/layout.ts'
import { plainTheme } from '../terminal/theme.ts'
import { wholeNumber } from '../whole-number.ts'

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
  const sessions = wholeNumber('sessions', values.sessions)
  const seed = wholeNumber('seed', values.seed)
  const progress = readProgress()
  const width = plainWidth()
  const all = findCheckedSteps().map(({ name }) => name)
  const named = positionals.map((typed) => stepNamed(typed).name)
  const chosen = named.length > 0 ? named : [currentStep(progress, all)]
  const steps = values.all ? all : chosen

  const isUrl = /^https?:\/\//.test(values.subject)
  if (isUrl) await mustRespond(values.subject)
  const target = openTarget(values.subject)
  try {
    const line = steps.length > 1 ? stepLineWithCheck : stepLine
    const own = values.subject === 'steps'
    const types = own ? findTypeErrors() : undefined
    const reports = await target.check(steps, (report) => console.log(line(report)))
    const candidate = isUrl ? { url: target.base } : { tree: target.tree }
    const isWhole = !isUrl || reports.at(-1)?.step === all.at(-1)
    // A server at a URL has all steps, so it runs the exam only for the last one.
    const examined =
      sessions > 0 && isWhole ? await examine(reports, candidate, { sessions, seed }) : undefined
    for (const each of verdictLines(examined)) console.log(each)
    const { errors } = (await types) ?? { errors: [] }
    const typed = errors.flatMap((each) => hanging('  ', each, width))
    if (errors.length > 0) console.log(`\nTypes:\n${typed.join('\n')}`)
    const mistyped = steps.filter((step) => errorsOf(step, errors).length > 0)
    if (own) {
      noteReports(progress, reports, { mistyped })
      writeProgress(progress)
    }
    // For several steps, each has one line, but a difference in the exam needs more.
    const told = steps.length === 1 ? reports[0] : examined?.exam?.difference && examined
    // Files of another tree cannot be replaced here, so its cause stays a guess.
    const explain = own ? explainProved : explainReport
    const failure = told && (await explain(told, target, errorsOf(told.step, errors)))
    if (failure) console.log(`\n${explanationLines(failure, plainTheme, width).join('\n')}`)
    else if (mistyped.length > 0)
      console.log('\nThe step is done when it has no type errors either.')
    if (!reports.every(passed) || mistyped.length > 0) process.exitCode = 1
    else if (own && steps.length === 1)
      console.log(wrap(aboutWhy(steps[0] as string, plainTheme), width).join('\n'))
  } finally {
    closeAnswers()
    target.close()
  }
})

/** Without this, every check would fail, and name a place in the learner's code. */
async function mustRespond(url: string): Promise<void> {
  await fetch(url).catch((error: Error & { cause?: { code?: string } }) => {
    const why = error.cause?.code ?? error.message
    throw new UsageError(`${url} does not respond (${why}). Start the API there, or name another.`)
  })
}
