import { expect, it } from 'vitest'
import { effects } from './effects.ts'

const nothing = { users: [], tokens: [], tasks: [] }

it('describes a new row in the same words, whatever the order of its columns', () => {
  const row = { key: 'a', userId: 1, created: '2026-01-01' }
  const other = { created: '2026-01-01', userId: 1, key: 'a' }
  expect(effects(nothing, { ...nothing, tokens: [other] })).toEqual(
    effects(nothing, { ...nothing, tokens: [row] }),
  )
})

it('a session without a user does not differ from itself', () => {
  const sessions = [{ digest: 'a', userId: null }]
  expect(effects({ ...nothing, sessions }, { ...nothing, sessions: [...sessions] })).toEqual([])
})
