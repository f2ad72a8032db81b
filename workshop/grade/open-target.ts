import { SOLUTIONS, STEPS, typedPath } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { Target } from '../runner/compile.ts'
import type { StepReport } from '../runner/report.ts'
import { type OpenTarget, openSubmission } from './open-submission.ts'

/** The address of `npm run api`. */
const API = 'http://127.0.0.1:8000'

/**
 * Opens a target: `steps`, `solutions`, the URL of a server, or the path of a submission.
 *
 * @throws UsageError if it does not exist
 */
export function openTarget(typed: string): OpenTarget {
  if (typed === 'steps') return ownTarget({ tree: typed }, STEPS, API)
  if (typed === 'solutions') return ownTarget({ tree: typed }, SOLUTIONS, API)
  if (/^https?:\/\//.test(typed)) {
    const url = typed.replace(/\/+$/, '')
    return ownTarget({ url, mayLackHooks: true }, STEPS, url)
  }
  return openSubmission(typedPath(typed), API)
}

function ownTarget(target: Target, tree: string, base: string): OpenTarget {
  return {
    tree,
    base,
    async check(steps, onReport) {
      const onlyWhole = (report: StepReport, done: boolean) => done && onReport(report)
      return (await checkSteps(target, steps, { onReport: onlyWhole })).reports
    },
    close() {},
  }
}
