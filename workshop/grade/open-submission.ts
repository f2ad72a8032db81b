import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { WORKSHOP_DATA } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { failing, passed, type StepReport } from '../runner/report.ts'
import { copySources, treeOf } from './copy-sources.ts'
import { type ServedSubmission, serveSubmission } from './serve-submission.ts'

/** A target that is ready to be checked. */
export interface OpenTarget {
  /** The folder whose files are named in failures. */
  tree: string
  /** Where it answers, for lines to paste. */
  base: string
  /** Checks some steps, and tells each report as soon as it is there. */
  check(steps: string[], onReport: (report: StepReport) => void): Promise<StepReport[]>
  /** Removes what was made for the checks. */
  close(): void
}

/**
 * A submission: a copy of its sources, served apart from the process that makes the verdicts.
 *
 * @throws UsageError when the path holds none
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
        // After a failure the server may be hurt; it must not fail the next step, too.
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
