import { SOLUTIONS, STEPS, typedPath } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { Target } from '../runner/compile.ts'
import type { StepReport } from '../runner/report.ts'
import { openSubmission } from './open-submission.ts'
import type { OpenedSubject } from './opened-subject.ts'

/** Where `npm run api` answers. */
const API = 'http://127.0.0.1:8000'

/**
 * What somebody means by `steps`, `solutions`, the URL of a server or the path of a submission.
 *
 * @throws UsageError when there is no such thing
 */
export function openSubject(typed: string): OpenedSubject {
  if (typed === 'steps') return ownSubject({ tree: typed }, STEPS, API)
  if (typed === 'solutions') return ownSubject({ tree: typed }, SOLUTIONS, API)
  if (/^https?:\/\//.test(typed)) {
    const url = typed.replace(/\/+$/, '')
    return ownSubject({ url }, STEPS, url)
  }
  return openSubmission(typedPath(typed), API)
}

function ownSubject(subject: Target, tree: string, base: string): OpenedSubject {
  return {
    tree,
    base,
    async check(steps, onReport) {
      const onlyWhole = (report: StepReport, done: boolean) => done && onReport(report)
      return (await checkSteps(subject, steps, { onReport: onlyWhole })).reports
    },
    close() {},
  }
}
