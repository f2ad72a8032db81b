import { beforeAll, describe, expect, it } from 'vitest'
import { findSteps } from '../../lesson/steps.ts'
import type { Outcome } from './prove-child.ts'
import {
  failedPart,
  proveTrivialApps,
  proveTrivialServers,
  trivialServers,
} from './trivial-servers.ts'

const steps = findSteps().map(({ name }) => name)
/** Steps 1 and 2 are about what HTTP does not show: with real hooks, no app can fail them. */
const shown = steps.slice(2)
let servers = new Map<string, Outcome[]>()
let apps = new Map<string, Outcome[]>()

beforeAll(async () => {
  servers = await proveTrivialServers(steps)
  apps = await proveTrivialApps(shown)
}, 120_000)

describe.each(trivialServers)('a server that $name', ({ name }) => {
  it.each(steps)('fails at least half of the checks of %s', (step) => {
    expect(partOf(servers, step)).toBeGreaterThanOrEqual(0.5)
  })

  it.each(shown)('fails at least half of the checks of %s with the real hooks', (step) => {
    expect(partOf(apps, step)).toBeGreaterThanOrEqual(0.5)
  })

  function partOf(outcomes: Map<string, Outcome[]>, step: string) {
    const outcome = outcomes.get(name)?.find((each) => each.step === step)
    return outcome && failedPart(outcome)
  }
})
