import { describe, expect, it } from 'vitest'
import { Reports } from './check-steps.ts'
import { passed, passing, type StepReport, stepLine } from './report.ts'

describe('the reports of a run', () => {
  const failure = { exchanges: [], expected: [] }
  const begun = () => {
    const collector = new Reports()
    collector.note({ type: 'checks', step: '01', checks: ['a', 'b', 'c'] })
    collector.note({ type: 'verdict', step: '01', check: 'c', failure })
    collector.note({ type: 'checking', step: '01', check: 'a' })
    return collector
  }

  it('hold the verdicts in the order of the suite', () => {
    const collector = begun()
    collector.note({ type: 'verdict', step: '01', check: 'a' })
    const [report] = collector.all as [StepReport]
    expect(report.verdicts.map(({ check }) => check)).toEqual(['a', 'c'])
    expect(passing(report).map(({ check }) => check)).toEqual(['a'])
  })

  it('name the check that was running when the process ended', () => {
    expect(begun().stop('01', 'hung').stopped).toEqual({ why: 'hung', during: 'a' })
    expect(begun().stop('02', 'exited').stopped).toEqual({ why: 'exited', during: undefined })
  })

  it('say how many were skipped, which neither pass nor fail', () => {
    const collector = begun()
    collector.note({ type: 'verdict', step: '01', check: 'a' })
    collector.note({ type: 'verdict', step: '01', check: 'b', skipped: 'no hook' })
    const [report] = collector.all as [StepReport]
    expect(stepLine(report)).toBe('01: failed, 1 of 3 checks pass, 1 skipped')
    const verdicts = report.verdicts.filter(({ failure }) => !failure)
    expect(passed({ ...report, checks: ['a', 'b'], verdicts })).toBe(true)
    expect(passed({ ...report, checks: ['b'], verdicts: verdicts.slice(1) })).toBe(false)
  })

  it('pass only when every check has its verdict and none failed', () => {
    const verdict = { check: 'a' }
    const report: StepReport = { step: '01', checks: ['a'], verdicts: [verdict] }
    expect(passed(report)).toBe(true)
    expect(passed({ ...report, checks: ['a', 'b'] })).toBe(false)
    expect(passed({ ...report, verdicts: [{ ...verdict, failure }] })).toBe(false)
    expect(passed({ ...report, stopped: { why: 'exited' } })).toBe(false)
    expect(passed({ ...report, checks: [], verdicts: [] })).toBe(false)
  })
})
