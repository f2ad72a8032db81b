import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { WORKSHOP_DATA } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { failing, passed, type StepReport } from '../runner/report.ts'
import { copySources, treeOf } from './copy-sources.ts'
import { type ServedSubmission, serveSubmission } from './serve-submission.ts'

/** A target that is ready to be checked. */
export interface OpenTarget {
  /** The folder whose files failures name. */
  tree: string
  /** The address for the `curl` lines. */
  base: string
  /** Checks some steps, and passes on each report as soon as it is ready. */
  check(steps: string[], onReport: (report: StepReport) => void): Promise<StepReport[]>
  /** Removes the files that were made for the checks. */
  close(): void
}

/**
 * Opens a submission: a copy of its sources, served in another process than the checks.
 *
 * @throws UsageError if the path contains none
 */
export function openSubmission(submission: string, base: string): OpenTarget {
  const from = treeOf(submission)
  const submissions = path.join(WORKSHOP_DATA, 'submissions')
  mkdirSync(submissions, { recursive: true })
  const scratch = mkdtempSync(path.join(submissions, 'submission-'))
  const tree = path.join(scratch, 'steps')
  copySources(from, tree)
  let server: ServedSubmission | undefined
  return {
    tree,
    base,
    async check(steps, onReport) {
      const reports: StepReport[] = []
      for (const step of steps) {
        server ??= serveSubmission(tree)
        const report = await checkStep(server, step)
        onReport(report)
        reports.push(report)
        // After a failure, the server may be broken, and must not make the next step fail.
        if (passed(report)) continue
        server.stop()
        server = undefined
      }
      return reports
    },
    close() {
      server?.stop()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

async function checkStep(server: ServedSubmission, step: string): Promise<StepReport> {
  try {
    const { reports } = await checkSteps({ url: await server.url }, [step])
    const [report] = reports as [StepReport]
    if (!server.ended()) return report
    return { ...report, stopped: { why: 'exited', during: failing(report)[0]?.check } }
  } catch (error) {
    const { message } = error as Error
    const stopped = {
      why: 'not-loaded',
      error: { name: 'Error', message, stack: message },
    } as const
    return { step, checks: [], verdicts: [], stopped }
  }
}
