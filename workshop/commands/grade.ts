import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { exitCodeOf } from '../grade/class-report.ts'
import { gradeClass } from '../grade/grade-class.ts'
import { mergeKept } from '../grade/kept-grades.ts'
import { makeReport } from '../grade/make-report.ts'
import { jobsOf, seedOf, shardOf, stepsNamed, weightsOf } from '../grade/options.ts'
import { OutFolder } from '../grade/out-folder.ts'
import { makeReports } from '../grade/reports/make-reports.ts'
import { reportLines } from '../grade/reports/terminal.ts'
import { chooseSandbox } from '../grade/sandbox/launch.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { typedPath } from '../paths.ts'
import { COULD_NOT_RUN, runCommand, UsageError } from '../run-command.ts'

/**
 * Grades untrusted submissions: `npm run grade -- FOLDER|ZIP|TREE…`. The exit code is 0 if every
 * submission passes every requested step, 1 if one does not, 2 if one could not be graded.
 */
await runCommand(async (args) => {
  // If the reader of the output closes it early, the class is not graded.
  process.exitCode = COULD_NOT_RUN
  process.exitCode = await grade(args)
})

async function grade(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      steps: { type: 'string' },
      out: { type: 'string' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      sandbox: { type: 'string' },
      weights: { type: 'string' },
      seed: { type: 'string' },
      shard: { type: 'string' },
      merge: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) {
    throw new UsageError('Name what to grade: npm run grade -- FOLDER, a zip, or a tree.')
  }
  const all = findCheckedSteps().map(({ name }) => name)
  const steps = stepsNamed(values.steps, all)
  const weights = weightsOf(values.weights, steps)
  const out = values.out === undefined ? undefined : new OutFolder(typedPath(values.out))
  const paths = positionals.map(typedPath)
  const interrupted = new AbortController()
  const kept = values.merge
    ? mergeKept(paths, steps)
    : await gradeClass(
        {
          paths,
          steps,
          all,
          out,
          sandbox: chooseSandbox(values.sandbox),
          jobs: jobsOf(values.jobs),
          seed: seedOf(values.seed),
          shard: shardOf(values.shard),
        },
        abortOnSignal(interrupted),
      )
  if (values.merge) out?.claim()
  const report = makeReport(kept, steps, weights)
  for (const line of reportLines(report)) console.log(line)
  if (out) {
    out.write(makeReports(report))
    console.log(`${report.isolated ? '' : 'NOT ISOLATED  '}The reports are in ${values.out}.`)
  }
  if (!interrupted.signal.aborted) return exitCodeOf(report)
  console.error('Interrupted. The grades so far are kept in --out.')
  return 2
}

function abortOnSignal(controller: AbortController): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => controller.abort())
  }
  return controller.signal
}
