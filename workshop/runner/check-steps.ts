import type { StepReport } from './report.ts'
import { type RunOptions, runChecks } from './run-checks.ts'
import { type SubjectOfChecks, startWarmProcess } from './warm-process.ts'

export interface Checked {
  reports: StepReport[]
  printed: string
}

/** Checks some steps; a step that takes its process down does not keep the others from theirs. */
export async function checkSteps(
  subject: SubjectOfChecks,
  steps: string[],
  options: RunOptions = {},
  warm = startWarmProcess(subject),
): Promise<Checked> {
  const { reports, printed } = await runChecks(warm, steps, options)
  const rest = steps.slice(steps.indexOf(reports.at(-1)?.step ?? '') + 1)
  if (rest.length === 0 || reports.length === 0 || options.signal?.aborted)
    return { reports, printed }
  const later = await checkSteps(subject, rest, options)
  return { reports: [...reports, ...later.reports], printed: printed + later.printed }
}
