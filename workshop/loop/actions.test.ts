import { expect, it } from 'vitest'
import type { StepReport } from '../runner/report.ts'
import { ACTIONS } from './actions.ts'
import type { WorkshopState } from './workshop.ts'

const diff = ACTIONS.find(({ name }) => name === 'diff')

function stateWith(report: StepReport | undefined): WorkshopState {
  return { current: '06-is-owner', report } as WorkshopState
}

it('asks before it shows the solution, and not when the step passes', () => {
  const exam = { seed: 1, sessions: 100, played: 100 }
  const report = { step: '06-is-owner', checks: ['one'], verdicts: [{ check: 'one' }] }
  const question = 'This shows the solution of 06-is-owner. Continue?'
  expect(diff?.question?.(stateWith(undefined))).toBe(question)
  expect(diff?.question?.(stateWith({ ...report, verdicts: [] }))).toBe(question)
  expect(diff?.question?.(stateWith({ ...report, exam }))).toBeUndefined()
})

it('has a key for each action, and no key twice', () => {
  const keys = [...ACTIONS.map(({ key }) => key), 'l', 'r', 's', 'o', 'q', '?']
  expect(new Set(keys).size).toBe(keys.length)
})
