import { existsSync, rmSync } from 'node:fs'
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

it('keeps the last judgement while it judges again, and says whose the example is', async () => {
  const step = '07-logout'
  const isOwn = existsSync(breakFile(step))
  const states: BreakState[] = []
  let count = 0
  const judge = {
    judge: async () => {
      count += 1
      const rest = { file: '', examples: [], wrong: [], done: false }
      return { step, ...rest, milliseconds: count }
    },
    close() {},
  }
  const keeper = new BreakKeeper((state) => states.push(state), judge)
  try {
    await keeper.begin(step)
    await keeper.begin(step)
  } finally {
    keeper.stop()
    if (!isOwn) rmSync(breakFile(step))
  }
  expect(states.map(({ judging, judgement }) => [judging, judgement?.milliseconds])).toEqual([
    [true, undefined],
    [false, 1],
    [true, 1],
    [false, 2],
  ])
  if (!isOwn) expect(states.at(-1)?.asCreated).toBe(true)
})
