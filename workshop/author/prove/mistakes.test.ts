import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { findSteps } from '../../lesson/steps.ts'
import { KILL_TABLE, killTable } from './kill-table.ts'
import { idleChecks, type ProvedMistake, proveMistakes } from './prove-mistakes.ts'
import { readMistakes } from './read-tables.ts'

const steps = findSteps().map(({ name }) => name)
const mistakes = await readMistakes(steps)
let proved: ProvedMistake[] = []

beforeAll(async () => {
  proved = await proveMistakes(mistakes)
}, 300_000)

describe.each(steps)('%s', (step) => {
  const ours = mistakes.get(step) ?? []

  it.each(ours)('is not fooled by one who $name', (mistake) => {
    const { failures, session } = proved.find((each) => each.mistake === mistake) ?? {}
    expect(failures).toEqual(mistake.caughtBy)
    if (mistake.exam) expect(session).toBeGreaterThan(0)
    else expect(failures).not.toEqual({})
  })

  it('knows at least eight mistakes, and each of its checks catches one', () => {
    expect(ours.length).toBeGreaterThanOrEqual(8)
    expect(idleChecks(proved.filter((each) => each.step === step))).toEqual([])
  })

  it('tells its mistakes apart by name', () => {
    expect(new Set(ours.map(({ name }) => name)).size).toBe(ours.length)
  })
})

it('the kill table is up to date: npm run prove writes it', () => {
  expect(readFileSync(KILL_TABLE, 'utf8').replaceAll('\r\n', '\n')).toBe(killTable(mistakes))
})
