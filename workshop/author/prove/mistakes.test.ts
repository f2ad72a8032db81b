import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { findSteps } from '../../lesson/steps.ts'
import { KILL_TABLE, killTable } from './kill-table.ts'
import { type ProvedMistake, proveMistakes } from './prove-mistakes.ts'
import { readMistakes } from './read-tables.ts'
import { sample } from './sample.ts'

const steps = findSteps().map(({ name }) => name)
const mistakes = await readMistakes(steps)
const some = new Map([...mistakes].map(([step, ours]) => [step, sample(ours, 12)]))
let proved: ProvedMistake[] = []

beforeAll(async () => {
  proved = await proveMistakes(some)
}, 300_000)

describe.each(steps)('%s', (step) => {
  const ours = mistakes.get(step) ?? []

  it.each(some.get(step) ?? [])('catches a solution that $name', (mistake) => {
    const { failures, session } = proved.find((each) => each.mistake === mistake) ?? {}
    expect(failures).toEqual(mistake.caughtBy)
    if (mistake.exam) expect(session).toBeGreaterThan(0)
    else expect(failures).not.toEqual({})
  })

  it('has at least eight mistakes, and each of its checks catches one', () => {
    expect(ours.length).toBeGreaterThanOrEqual(8)
    const { checks = [] } = proved.find((each) => each.step === step) ?? {}
    const catching = new Set(ours.flatMap(({ caughtBy }) => Object.keys(caughtBy)))
    expect(checks).not.toEqual([])
    expect(checks.filter((check) => !catching.has(check))).toEqual([])
  })

  it('has a different name for each mistake', () => {
    expect(new Set(ours.map(({ name }) => name)).size).toBe(ours.length)
  })
})

it('the table of mistakes is up to date (npm run prove writes it)', () => {
  expect(readFileSync(KILL_TABLE, 'utf8').replaceAll('\r\n', '\n')).toBe(killTable(mistakes))
})
