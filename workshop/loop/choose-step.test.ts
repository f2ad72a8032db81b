import { expect, it } from 'vitest'
import { type Choice, choiceAfter } from './choose-step.ts'

const STEPS = Array.from({ length: 34 }, (_, at) => `${String(at + 1).padStart(2, '0')}-a-step`)

function chosen(keys: string[], steps = STEPS): string | undefined {
  const start: Choice = { kind: 'list', selected: 4, typed: '' }
  const { selected } = keys.reduce((choice, key) => choiceAfter(choice, key, steps), start)
  return steps[selected]?.slice(0, 2)
}

it('marks every step by its number, with or without the zero', () => {
  for (let count = 1; count <= STEPS.length; count += 1) {
    const steps = STEPS.slice(0, count)
    steps.forEach((step, at) => {
      expect(chosen([...String(at + 1)], steps)).toBe(step.slice(0, 2))
      expect(chosen([...step.slice(0, 2)], steps)).toBe(step.slice(0, 2))
    })
  }
})

it.each([
  [['0'], '05'],
  [['3', '9'], '09'],
  [['1', '2', '3'], '03'],
  [['1', 'down', '2'], '02'],
  [['up', 'up', 'up', 'up', 'up'], '34'],
  [['x', 'tab'], '05'],
])('after %j marks %s', (keys, step) => {
  expect(chosen(keys)).toBe(step)
})

it('does not mark a step that there is not', () => {
  expect(chosen(['9'], STEPS.slice(0, 7))).toBe('05')
})
