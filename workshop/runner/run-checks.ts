import { compileSuites, type SubjectOfChecks } from './compile-suites.ts'
import type { ErrorReport } from './report.ts'
import { reportError } from './report-error.ts'
import { runCompiled } from './run-compiled.ts'
import type { OnReport, RunOptions, RunResult } from './run-result.ts'
import type { WarmProcess } from './warm-process.ts'

/**
 * Has a warm process check some steps; the process is gone afterwards.
 *
 * Whatever the subject's code does to its process, this resolves soon.
 */
export async function runChecks(
  warm: WarmProcess,
  subject: SubjectOfChecks,
  steps: string[],
  { onReport = () => {}, signal }: RunOptions = {},
): Promise<RunResult> {
  const stop = () => warm.stop()
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  try {
    const compiled = await compileSuites(subject)
    if ('error' in compiled) return notLoaded(steps, compiled.error, onReport)
    return await runCompiled(await warm.ready, { ...compiled, steps, ...subject }, onReport, signal)
  } catch (error) {
    if (signal?.aborted) return { reports: [], printed: '' }
    return notLoaded(steps, reportError(error), onReport)
  } finally {
    stop()
    signal?.removeEventListener('abort', stop)
  }
}

function notLoaded(steps: string[], error: ErrorReport, onReport: OnReport): RunResult {
  const stopped = { why: 'not-loaded', error } as const
  const reports = steps.map((step) => ({ step, facts: [], verdicts: [], stopped }))
  for (const report of reports) onReport(report, true)
  return { reports, printed: '' }
}
