import { expect, it } from 'vitest'
import { findCheckedSteps, partsOf } from '../../lesson/steps.ts'
import { expectedRows } from '../asked/matrix.ts'
import { startersFor } from './console-wish.ts'

const steps = findCheckedSteps().map(({ name }) => name)
const starters = (step: string) =>
  startersFor(expectedRows(), { step, parts: partsOf(steps) }).map(
    ({ method, path }) => `${method} ${path}`,
  )

it('every step of part two suggests a request to version 2 first', () => {
  for (const step of partsOf(steps)[1]?.steps ?? []) {
    expect(starters(step)[0], step).toContain('/api/v2/')
  }
})

it('a step without its own requests suggests those of its part so far', () => {
  expect(starters('11-throttling')).toContain('POST /api/v2/login/')
  expect(starters('11-throttling')).toContain('POST /api/v2/tasks/')
  expect(starters('11-throttling')).not.toContain('POST /api/v2/session/')
  expect(new Set(starters('11-throttling')).size).toBe(starters('11-throttling').length)
})
