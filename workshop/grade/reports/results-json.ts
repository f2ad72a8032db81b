import { escapeText } from '../escape.ts'
import type { Grade, StepGrade } from '../grade.ts'
import { failureText } from './failure-text.ts'

/** No consumer shows longer messages, in characters. */
const LONGEST_MESSAGE = 4000

/** One test of the results. */
interface Test {
  name: string
  status: 'pass' | 'fail' | 'error'
  message?: string
  test_code: string
  task_id: number
}

/**
 * The results of one submission, in the format of Exercism's test runners, version 3.
 * https://exercism.org/docs/building/tooling/test-runners/interface
 */
export function resultsJson({ steps }: Grade, checksOf: (step: string) => string[]): string {
  const tests = steps.flatMap((step) => testsOf(step, checksOf(step.step)))
  const ran = steps.some(({ verdicts }) => verdicts && verdicts.length > 0)
  const passed = steps.length > 0 && steps.every(({ outcome }) => outcome === 'passed')
  const status = passed ? 'pass' : ran ? 'fail' : 'error'
  const message = steps.map((step) => `${step.step}: ${failureText(step)}`).join('\n\n')
  const told = status === 'error' ? { message: escapeText(message, LONGEST_MESSAGE) } : {}
  return `${JSON.stringify({ version: 3, status, ...told, tests }, null, 2)}\n`
}

function testsOf(step: StepGrade, checks: string[]): Test[] {
  const known = new Map(step.verdicts?.map(({ check, passed }) => [check, passed]))
  const common = (check: string) => ({
    name: `${step.step}: ${check}`,
    test_code: `npm run check ${step.step.slice(0, 2)}`,
    task_id: Number(step.step.slice(0, 2)),
  })
  const tests = checks.map((check): Test => {
    const passed = known.get(check)
    if (passed) return { ...common(check), status: 'pass' }
    const isFirst = check === step.first || (passed === undefined && step.first === undefined)
    const message = escapeText(isFirst ? failureText(step) : step.outcome, LONGEST_MESSAGE)
    return { ...common(check), status: passed === undefined ? 'error' : 'fail', message }
  })
  // A step that no single check fails must not look like a pass.
  if (step.outcome === 'passed' || tests.some(({ status }) => status !== 'pass')) return tests
  const name = step.first ?? 'the step as a whole'
  return [
    ...tests,
    { ...common(name), status: 'fail', message: escapeText(failureText(step), LONGEST_MESSAGE) },
  ]
}
