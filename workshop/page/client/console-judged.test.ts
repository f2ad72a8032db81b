import { expect, it } from 'vitest'
import type { Asked } from '../page-state.ts'
import { asWhom, judgedBy, kindOfAnswer, whyNotJudged, wrongness } from './console-judged.ts'

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
  expect(whyNotJudged(answer({ later: '08-filtering' }))).toBe(
    'This belongs to step 8, which is not done.',
  )
})

it('the check that sends a request knows more than the table', () => {
  const check = { name: 'answers 400', expected: [400, 415] }
  const table = { expected: { status: 201, by: 'handler' } } as const
  const wrong = judgedBy(check, answer({ status: 201, ...table, why: 'the rule of a valid body' }))
  expect(wrongness(wrong)).toBe('expected 400 or 415')
  expect(kindOfAnswer(wrong)).toBe('bad')
  expect(wrong.why).toBeUndefined()
  expect(wrongness(judgedBy(check, answer({ status: 400, ...table })))).toBeUndefined()
  const same = answer({ status: 401, expected: { status: 400, by: 'handler' } })
  expect(judgedBy(check, same)).toBe(same)
})

it('a response that is not compared with the table says why', () => {
  expect(whyNotJudged(answer({ expected: { status: 200, by: 'handler' } }))).toBeUndefined()
  expect(whyNotJudged(answer({ status: 429 }))).toContain('throttle')
  expect(whyNotJudged(answer({ status: 400 }))).toContain('valid body')
  expect(whyNotJudged(answer({ status: 404 }))).toContain('no rule')
  expect(whyNotJudged(answer({ status: 0, error: 'no answer' }))).toBeUndefined()
})
