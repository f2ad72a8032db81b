import type { Builder } from 'junit-report-builder'
import junit from 'junit-report-builder'
import { type ClassReport, NOT_ISOLATED } from '../class-report.ts'
import { escapeLine, escapeText } from '../escape.ts'
import type { StepGrade } from '../grade.ts'
import { failureText } from './failure-text.ts'

/** The package is CommonJS, but its types declare another export. */
const builder = junit as unknown as Builder

/** The class as JUnit XML: a suite for each submission, a case for each check. */
export function junitXml({ grades, steps, isolated, gradedAt }: ClassReport): string {
  const xml = builder.newBuilder()
  for (const { name, steps: graded, leftOut } of grades) {
    const suite = xml.testSuite().name(escapeLine(name)).timestamp(gradedAt)
    if (!isolated) suite.property('isolation', NOT_ISOLATED)
    if (leftOut.length > 0) suite.property('left out', escapeLine(leftOut.join('; '), 1000))
    for (const step of graded) {
      const checks = steps.find((each) => each.step === step.step)?.checks ?? []
      const cases = casesOf(step, checks)
      const open = cases.filter(([, why]) => why !== undefined).map(([check]) => check)
      const explained = open.find((check) => check === step.first) ?? open[0]
      for (const [check, why] of cases) {
        const one = suite.testCase().className(step.step).name(check)
        if (why === undefined) continue
        // The explanation appears once for each step, with its check.
        const text = check === explained ? escapeText(failureText(step)) : undefined
        if (step.outcome === 'failed') one.failure(escapeLine(why), step.outcome).stacktrace(text)
        else one.error(escapeLine(why), step.outcome, text)
      }
    }
  }
  return xml.build()
}

/** Each check, and why it fails. */
function casesOf(step: StepGrade, checks: string[]): [string, string | undefined][] {
  const passed = new Set(step.verdicts?.filter((each) => each.passed).map(({ check }) => check))
  const cases = checks.map((check): [string, string | undefined] => {
    return [check, passed.has(check) ? undefined : step.outcome]
  })
  const told = step.outcome === 'passed' || cases.some(([, why]) => why !== undefined)
  return told ? cases : [...cases, [step.first ?? 'the step as a whole', step.why ?? step.outcome]]
}
