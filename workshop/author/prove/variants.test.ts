import { beforeAll, describe, expect, it } from 'vitest'
import type { Edit } from '../../../checks/harness/edit.ts'
import { findSteps } from '../../lesson/steps.ts'
import type { Outcome } from './prove-child.ts'
import { proveVariants } from './prove-variants.ts'
import { readVariants } from './read-tables.ts'

const steps = findSteps().map(({ name }) => name)
const variants = await readVariants(steps)
let outcomes = new Map<Edit, Outcome>()

beforeAll(async () => {
  outcomes = await proveVariants(variants)
}, 120_000)

describe.each(steps)('%s', (step) => {
  const ours = variants.get(step) ?? []

  it.each(ours)('passes a solution that $name', (variant) => {
    expect(outcomes.get(variant)?.failures).toEqual({})
  })

  it('has at least two right answers in other styles', () => {
    expect(ours.length).toBeGreaterThanOrEqual(2)
  })
})
