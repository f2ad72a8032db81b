import { describe, expect, it } from 'vitest'
import { Reports } from './check-steps.ts'
import { passed, passing, type StepReport } from './report.ts'
import * as shim from './vitest-shim.ts'

describe('what a suite says through the shim', () => {
  it('is its checks, with the work before each, and nothing of the suite before', async () => {
    const done: string[] = []
    shim.describe('outer', () => {
      shim.beforeEach(() => done.push('before'))
      shim.it('one', () => done.push('one'))
      shim.describe('inner', () => {
        shim.beforeEach(() => done.push('inner'))
        shim.it('two', () => done.push('two'))
      })
      shim.it('three', () => done.push('three'))
    })
    const checks = shim.takeChecks()
    expect(checks.map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    for (const { run } of checks) await run()
    expect(done.join(' ')).toBe('before one before inner two before three')
    expect(shim.takeChecks()).toEqual([])
  })

  it('fails as the check fails', async () => {
    shim.it('one', async () => {
      throw new Error('no')
    })
    await expect(shim.takeChecks()[0]?.run()).rejects.toThrow('no')
  })
})

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
