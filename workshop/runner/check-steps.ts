import type { SubjectOfChecks } from './compile-suites.ts'
import type { StepReport } from './report.ts'
import { runChecks } from './run-checks.ts'
import type { RunOptions, RunResult } from './run-result.ts'
import { startWarmProcess } from './warm-process.ts'

/** Checks some steps; a step that takes its process down does not keep the others from theirs. */
export async function checkSteps(
  subject: SubjectOfChecks,
  steps: string[],
  options: RunOptions = {},
  warm = startWarmProcess(),
): Promise<RunResult> {
  const { reports, printed } = await runChecks(warm, subject, steps, options)
  const rest = steps.slice(steps.indexOf(reports.at(-1)?.step ?? '') + 1)
  const last = reports.at(-1)
  if (rest.length === 0 || !last || options.signal?.aborted) return { reports, printed }
  // What ends the process while it loads does so for every step.
  if (last.stopped && last.facts.length === 0)
    return { reports: [...reports, ...sameFor(rest, last, options)], printed }
  const later = await checkSteps(subject, rest, options)
  return { reports: [...reports, ...later.reports], printed: printed + later.printed }
}

function sameFor(steps: string[], { stopped }: StepReport, { onReport }: RunOptions): StepReport[] {
  const reports = steps.map((step) => ({ step, facts: [], verdicts: [], stopped }))
  for (const report of reports) onReport?.(report, true)
  return reports
}
