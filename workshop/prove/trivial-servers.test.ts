import { beforeAll, describe, expect, it } from 'vitest'
import { findSteps } from '../lesson/find-steps.ts'
import { treeWithApp } from './edited-tree.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

/** Servers that know nothing, as Express apps; the hooks beside them are the real ones. */
const TRIVIAL = {
  'always answers 200 with an empty object': 'response.status(200).json({})',
  'always answers 401': `response.status(401).set('WWW-Authenticate', 'Token')
    .json({ detail: 'Authentication credentials were not provided.' })`,
  'always answers 403':
    "response.status(403).json({ detail: 'You do not have permission to perform this action.' })",
  'answers with what it was sent': 'response.status(200).json(request.body ?? {})',
}

/** The first two steps are about what HTTP does not show: a server alone cannot pass or fail them. */
const steps = findSteps()
  .map(({ name }) => name)
  .slice(2)
const names = Object.keys(TRIVIAL)
let outcomes: Outcome[][] = []

beforeAll(async () => {
  outcomes = await proveAll(
    Object.values(TRIVIAL).map((answer, place) => ({
      steps,
      tree: treeWithApp(`trivial-${place}`, app(answer)),
    })),
  )
}, 120_000)

describe.each(names)('a server that %s', (name) => {
  it.each(steps)('fails at least half of the checks of %s', (step) => {
    const outcome = outcomes[names.indexOf(name)]?.find((each) => each.step === step)
    const [failed, all] = [Object.keys(outcome?.failures ?? {}).length, outcome?.facts.length ?? 0]
    expect(failed).toBeGreaterThanOrEqual(all / 2)
    expect(all).toBeGreaterThan(0)
  })
})

function app(answer: string): string {
  return `import express from 'express'
import './01-token-model/token.ts'

export function createApp() {
  return express().use(express.json({ strict: false }), (request, response) => {
    ${answer}
  })
}
`
}
