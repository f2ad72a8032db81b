import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { WORKSHOP_DATA } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { failing, passed, type StepReport } from '../runner/report.ts'
import { copySources, treeOf } from './copy-sources.ts'
import type { OpenedSubject } from './opened-subject.ts'
import { type ServedSubmission, serveSubmission } from './serve-submission.ts'

/**
 * A submission: a copy of its sources, served apart from the process that makes the verdicts.
 *
 * @throws UsageError when the path holds none
 */
export function openSubmission(submission: string, base: string): OpenedSubject {
  const from = treeOf(submission)
  const subjects = path.join(WORKSHOP_DATA, 'subjects')
  mkdirSync(subjects, { recursive: true })
  const scratch = mkdtempSync(path.join(subjects, 'submission-'))
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
