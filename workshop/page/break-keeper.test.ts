import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { breakFile, makeBreakFile } from '../break/break-file.ts'
import { BreakKeeper } from './break-keeper.ts'
import type { BreakState } from './page-state.ts'

const NOTHING = '99-nothing'
const TOLD = `Step ${NOTHING} has no wrong implementations to find yet.`

it('creates no file for a step that has no wrong implementations', async () => {
  await expect(makeBreakFile(NOTHING)).rejects.toThrow(TOLD)
  expect(existsSync(breakFile(NOTHING))).toBe(false)
})

it('says so on the page, with no file to open, and again when it is asked again', async () => {
  const states: BreakState[] = []
  const keeper = new BreakKeeper((state) => states.push(state))
  try {
    await keeper.begin(NOTHING)
    await keeper.begin(NOTHING)
  } finally {
    keeper.stop()
  }
  const state = { step: NOTHING, judging: false, problem: TOLD }
  expect(states).toEqual([state, state])
  expect(existsSync(breakFile(NOTHING))).toBe(false)
})
