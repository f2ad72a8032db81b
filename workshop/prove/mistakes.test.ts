import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Mistake } from '../../checks/harness/mistake.ts'
import { findSteps } from '../lesson/find-steps.ts'
import { editedTree } from './edited-tree.ts'
import { KILL_TABLE, killTable } from './kill-table.ts'
import { readMistakes } from './lesson-tables.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

const steps = findSteps().map(({ name }) => name)
const mistakes = await readMistakes(steps)
const outcomes = new Map<Mistake, Outcome>()

beforeAll(async () => {
  const all = steps.flatMap((step) =>
    (mistakes.get(step) ?? []).map((mistake) => ({ step, mistake })),
  )
  const results = await proveAll(
    all.map(({ step, mistake }, place) => ({
      steps: [step],
      tree: editedTree(`mistake-${place}`, [mistake]),
    })),
  )
  all.forEach(({ mistake }, place) => {
    outcomes.set(mistake, results[place]?.[0] as Outcome)
  })
}, 300_000)

describe.each(steps)('%s', (step) => {
  const ours = mistakes.get(step) ?? []

  it.each(ours)('is not fooled by one who $name', (mistake) => {
    expect(outcomes.get(mistake)?.failures).toEqual(mistake.caughtBy)
  })

  it('knows at least eight mistakes, and each of its checks catches one', () => {
    const facts = ours.flatMap((mistake) => outcomes.get(mistake)?.facts ?? [])
    const caught = new Set(ours.flatMap(({ caughtBy }) => Object.keys(caughtBy)))
    expect(ours.length).toBeGreaterThanOrEqual(8)
    expect([...new Set(facts)].filter((fact) => !caught.has(fact))).toEqual([])
  })

  it('tells its mistakes apart by name', () => {
    expect(new Set(ours.map(({ name }) => name)).size).toBe(ours.length)
  })
})

it('the kill table is up to date: npm run prove writes it', () => {
  expect(readFileSync(KILL_TABLE, 'utf8').replaceAll('\r\n', '\n')).toBe(killTable(mistakes))
})
