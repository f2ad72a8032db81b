import { expect, it } from 'vitest'
import type { Asked } from '../page-state.ts'
import { asWhom, kindOfAnswer, laterSentence, wrongness } from './console-judged.ts'

const answer = (told: Partial<Asked>): Asked => {
  const sent = { headers: {}, body: '', ms: 1, curl: '', restarts: 0 }
  return { status: 200, actual: { status: 200, by: 'handler', lines: [] }, ...sent, ...told }
}

it.each([
  ['is right', { expected: { status: 200, by: 'handler' } }, 'ok', undefined],
  ['has another status', { expected: { status: 403, by: 'object' } }, 'bad', 'expected 403'],
  [
    'is decided elsewhere',
    { expected: { status: 200, by: 'route' } },
    'bad',
    'the right status, decided at the wrong place',
  ],
  ['is of a later step', { later: '08-filtering' }, 'later', undefined],
  ['has no rule', {}, 'ok', undefined],
] as const)('a response that %s', (_, told, kind, wrong) => {
  expect(kindOfAnswer(answer(told))).toBe(kind)
  expect(wrongness(answer(told))).toBe(wrong)
})

it('names the sender and the step', () => {
  expect(['wrong', 'bob'].map((as) => asWhom({ as }))).toEqual(['with a wrong key', 'as bob'])
  expect(laterSentence('08-filtering')).toBe('This belongs to step 8, which is not done.')
})
