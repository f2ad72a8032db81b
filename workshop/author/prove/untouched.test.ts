import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findSteps } from '../../lesson/steps.ts'
import { STEPS } from '../../paths.ts'
import { makeTree } from './make-tree.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

const steps = findSteps().map(({ name }) => name)
/** The verdicts by the number of solved steps: none, the first, the first two, and so on. */
let outcomes: Outcome[][] = []

beforeAll(async () => {
  outcomes = await proveAll(
    [...steps.keys(), steps.length].map((solved) => ({
      steps,
      tree: makeTree(`solved-${solved}`, { untouched: steps.slice(solved) }),
    })),
  )
}, 120_000)

describe.each([...steps.entries()])('step %#', (place, step) => {
  const passes = (solved: number, which: number) =>
    Object.keys(outcomes[solved]?.[which]?.failures ?? { none: 0 }).length === 0

  it(`${step} fails while it is untouched, and passes once it is solved`, () => {
    expect([passes(place, place), passes(place + 1, place)]).toEqual([false, true])
  })

  it(`${step} changes the verdict of no other step`, () => {
    const others = steps.map((_, which) => which).filter((which) => which !== place)
    const verdicts = (solved: number) => others.map((which) => passes(solved, which))
    expect(verdicts(place + 1)).toEqual(verdicts(place))
  })

  it(`${step} fails first with the check that its README names`, () => {
    const { checks = [], failures = {} } = outcomes[place]?.[place] ?? {}
    const first = checks.find((check) => check in failures)
    const readme = readFileSync(path.join(STEPS, step, 'README.md'), 'utf8').replace(/\s+/g, ' ')
    expect(readme.includes(`*${first}*`), `its README does not promise: ${first}`).toBe(true)
  })
})
