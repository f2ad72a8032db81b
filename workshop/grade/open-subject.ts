import { SOLUTIONS, STEPS, typedPath } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import type { SubjectOfChecks } from '../runner/compile-suites.ts'
import type { StepReport } from '../runner/report.ts'
import { openSubmission } from './open-submission.ts'

/** Something that can be checked. */
export interface OpenSubject {
  /** The folder whose files are named in failures. */
  tree: string
  /** Where it answers, for lines to paste. */
  base: string
  /** Checks some steps, and tells each report as soon as it is there. */
  check(steps: string[], onReport: (report: StepReport) => void): Promise<StepReport[]>
  /** Removes what was made for the checks. */
  close(): void
}

/** Where `npm run api` answers. */
const API = 'http://127.0.0.1:8000'

/**
 * What somebody means by `steps`, `solutions`, the URL of a server or the path of a submission.
 *
 * @throws UsageError when there is no such thing
 */
export function openSubject(typed: string): OpenSubject {
  if (typed === 'steps') return ownSubject({ tree: typed }, STEPS, API)
  if (typed === 'solutions') return ownSubject({ tree: typed }, SOLUTIONS, API)
  if (/^https?:\/\//.test(typed)) {
    const url = typed.replace(/\/+$/, '')
    return ownSubject({ url }, STEPS, url)
  }
  return openSubmission(typedPath(typed), API)
}

function ownSubject(subject: SubjectOfChecks, tree: string, base: string): OpenSubject {
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
