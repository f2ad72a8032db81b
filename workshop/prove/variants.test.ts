import { beforeAll, describe, expect, it } from 'vitest'
import type { Edit } from '../../checks/harness/edit.ts'
import { findSteps } from '../lesson/find-steps.ts'
import { editedTree } from './edited-tree.ts'
import { readVariants } from './lesson-tables.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

const steps = findSteps().map(({ name }) => name)
const variants = await readVariants(steps)
const outcomes = new Map<Edit, Outcome | undefined>()

beforeAll(async () => {
  const all = steps.flatMap((step) =>
    (variants.get(step) ?? []).map((variant) => ({ step, variant })),
  )
  const results = await proveAll(
    all.map(({ step, variant }, place) => ({
      steps: [step],
      tree: editedTree(`variant-${place}`, [variant]),
    })),
  )
  all.forEach(({ variant }, place) => {
    outcomes.set(variant, results[place]?.[0])
  })
}, 120_000)

describe.each(steps)('%s', (step) => {
  const ours = variants.get(step) ?? []

  it.each(ours)('passes whoever $name', (variant) => {
    expect(outcomes.get(variant)?.failures).toEqual({})
  })

  it('has at least two right answers in other styles', () => {
    expect(ours.length).toBeGreaterThanOrEqual(2)
  })
})
