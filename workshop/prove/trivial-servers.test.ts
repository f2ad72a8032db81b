import { beforeAll, describe, expect, it } from 'vitest'
import { findSteps } from '../lesson/find-steps.ts'
import type { Outcome } from './prove-child.ts'
import { failedPart, proveTrivialServers, trivialServers } from './trivial-servers.ts'

/** The first two steps are about what HTTP does not show: a server alone cannot pass or fail them. */
const steps = findSteps()
  .map(({ name }) => name)
  .slice(2)
let outcomes = new Map<string, Outcome[]>()

beforeAll(async () => {
  outcomes = await proveTrivialServers(steps)
}, 120_000)

describe.each(trivialServers)('a server that $name', ({ name }) => {
  it.each(steps)('fails at least half of the checks of %s', (step) => {
    const outcome = outcomes.get(name)?.find((each) => each.step === step)
    expect(outcome && failedPart(outcome)).toBeGreaterThanOrEqual(0.5)
  })
})
