import { expect, it } from 'vitest'
import { alikeIn, type ClassData, remarksIn } from './class-data.ts'

const passed = { outcome: 'passed', holding: 1, facts: 1 }
const data: ClassData = {
  gradedAt: '2026-11-25T08:51:59.749Z',
  isolated: true,
  steps: ['01-token-model', '02-auto-token'].map((step) => ({ step, facts: 1 })),
  submissions: [
    { name: 'Ada', steps: { '01-token-model': passed } },
    {
      name: 'Ben',
      leftOut: ['notes.txt'],
      steps: {
        '01-token-model': { ...passed, remarks: ['reads the time', 'reads the time'] },
        '02-auto-token': { ...passed, remarks: ['reads the time'] },
      },
    },
  ],
}

it('the remarks of a learner are told once, with their steps', () => {
  expect(remarksIn(data)).toEqual([
    { name: 'Ben', remarks: ['01, 02: reads the time'], leftOut: ['notes.txt'] },
  ])
})

it('those who are alike are listed by the one whom they resemble', () => {
  const pair = (one: string, other: string) => ({ one, other, percent: 90 })
  const alike = [pair('Ben', 'Ada'), pair('Cleo', 'Ada'), pair('Dora', 'solution')]
  expect(alikeIn({ ...data, alike })).toEqual([
    { name: 'Ada', others: ['Ben (90 %)', 'Cleo (90 %)'] },
    { name: 'solution', others: ['Dora (90 %)'] },
  ])
  expect(alikeIn(data)).toEqual([])
})
