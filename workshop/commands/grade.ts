import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { findSubmissions } from '../grade/find-submissions.ts'
import { gradeAll } from '../grade/grade-all.ts'
import { chooseSandbox } from '../grade/sandbox/launch.ts'
import { stepsNamed } from '../grade/steps-named.ts'
import { exitCodeOf, summaryLines, tableLines } from '../grade/terminal-report.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { typedPath } from '../paths.ts'
import { sentenceOf, UsageError } from '../run-command.ts'

/**
 * Grades submissions that nobody trusts: `npm run grade -- FOLDER|ZIP|TREE…`. The exit code is 0 when
 * every submission passes every step asked for, 1 when one does not, 2 when one could not be graded.
 */
try {
  await grade(process.argv.slice(2))
} catch (error) {
  console.error(sentenceOf(error))
  process.exitCode = 2
}

async function grade(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      steps: { type: 'string' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      sandbox: { type: 'string' },
    },
  })
  if (positionals.length === 0) {
    throw new UsageError('Name what to grade: npm run grade -- FOLDER, a zip, or a tree.')
  }
  const all = findCheckedSteps().map(({ name }) => name)
  const sandbox = chooseSandbox(values.sandbox)
  const handed = await findSubmissions(positionals.map(typedPath))
  const interrupted = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interrupted.abort())
  }
  const steps = stepsNamed(values.steps, all)
  const assignment = { handed, steps, all, sandbox, jobs: Number(values.jobs) }
  const watcher = { known: () => undefined, onStart() {}, onGrade() {} }
  const grades = await gradeAll(assignment, watcher, interrupted.signal)
  const isolated = sandbox !== 'none'
  for (const line of tableLines(grades, steps, isolated)) console.log(line)
  for (const line of summaryLines(grades, isolated)) console.log(line)
  process.exitCode = interrupted.signal.aborted ? 2 : exitCodeOf(grades)
}
