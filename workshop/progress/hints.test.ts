import { expect, it } from 'vitest'
import type { Explanation } from '../failure/explanation.ts'
import { nextHint } from './hints.ts'

const place = { file: '03-login/backends.ts', symbol: 'authenticate' }
const failure: Explanation = {
  check: 'a check',
  whatToDo: ['Do it.'],
  expected: [],
  frames: [],
  hintCommand: '',
  place,
}
const fresh = () => ({ done: false, green: false, hints: {} as Record<string, number> })

it('goes one rung down each time, and stays on the last', () => {
  const progress = fresh()
  const hints = [1, 2, 3, 4, 5].map(() => nextHint('03-login', failure, progress))
  expect(hints.map(({ givesAway }) => givesAway)).toEqual([false, false, false, true, true])
  expect(hints[0]?.markdown).not.toContain('```')
  expect(hints[3]?.markdown).toContain(hints[2]?.markdown)
  expect(hints[4]).toEqual(hints[3])
  expect(progress.hints).toEqual({ '03-login/backends.ts authenticate: a check': 4 })
  const other = nextHint('03-login', { ...failure, check: 'another check' }, progress)
  expect(other).toEqual(hints[0])
})

it('starts with the question again when the same check fails at another place', () => {
  const progress = fresh()
  for (let count = 0; count < 4; count++) nextHint('03-login', failure, progress)
  const elsewhere = { file: '03-login/views.ts', symbol: 'obtainAuthToken' }
  const hint = nextHint('03-login', { ...failure, place: elsewhere }, progress)
  expect(hint.givesAway).toBe(false)
  expect(nextHint('03-login', failure, progress).givesAway).toBe(true)
})

it('speaks to the misconception first', () => {
  const { markdown } = nextHint(
    '03-login',
    { ...failure, misconception: 'Names have no case.' },
    fresh(),
  )
  expect(markdown).toMatch(/^It looks like this: Names have no case\.\n/)
})

it('says what to do where there are no hints', () => {
  const hint = nextHint('03-login', { ...failure, place: undefined }, fresh())
  expect(hint).toEqual({ markdown: 'Do it.', givesAway: false })
})
