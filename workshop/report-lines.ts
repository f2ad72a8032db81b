import { failing, holding, passed, type StepReport } from './runner/report.ts'

/** How a step stands, in one line: `03-login: failed, 9 of 17 facts hold`. */
export function stepLine(report: StepReport): string {
  const { step, facts, stopped } = report
  if (stopped?.why === 'not-loaded') return `${step}: failed, the API cannot be loaded`
  const count = `${holding(report).length} of ${facts.length} facts hold`
  return `${step}: ${passed(report) ? 'passed' : 'failed'}, ${count}`
}

/** The same with the first fact that does not hold, or that was being checked at the end. */
export function stepLineWithFact(report: StepReport): string {
  const { stopped } = report
  const during = stopped && stopped.why !== 'not-loaded' ? stopped.during : undefined
  const fact = during ?? failing(report)[0]?.fact
  return fact === undefined ? stepLine(report) : `${stepLine(report)}; first: ${fact}`
}
