import { expect, it } from 'vitest'
import type { Explained } from '../failure/explained.ts'
import type { LessonWords } from '../failure/lesson-words.ts'
import { nextHint } from './next-hint.ts'

const place = { file: '03-login/backends.ts', symbol: 'authenticate' }
const failure: Explained = {
  fact: 'a fact',
  whatToDo: ['Do it.'],
  expected: [],
  frames: [],
  hintCommand: '',
  place,
}
const words: LessonWords = { facts: new Map(), kinds: new Map(), hooks: new Map(), mistakes: [] }
const fresh = () => ({ done: false, green: false, hints: {} as Record<string, number> })

it('goes one rung down each time, and stays on the last', () => {
  const progress = fresh()
  const hints = [1, 2, 3, 4, 5].map(() => nextHint('03-login', failure, progress, words))
  expect(hints.map(({ givesAway }) => givesAway)).toEqual([false, false, false, true, true])
  expect(hints[0]?.markdown).not.toContain('```')
  expect(hints[3]?.markdown).toContain(hints[2]?.markdown)
  expect(hints[4]).toEqual(hints[3])
  expect(progress.hints).toEqual({ '03-login/backends.ts authenticate': 4 })
})

it('speaks to the misconception first', () => {
  const { markdown } = nextHint(
    '03-login',
    { ...failure, looksLike: 'Names have no case.' },
    fresh(),
    words,
  )
  expect(markdown).toMatch(/^It looks like this: Names have no case\.\n/)
})

it('says what to do where there are no hints', () => {
  const hint = nextHint('03-login', { ...failure, place: undefined }, fresh(), words)
  expect(hint).toEqual({ markdown: 'Do it.', givesAway: false })
})
