import { expect, it } from 'vitest'
import type { Difference } from '../../checks/exam/compare.ts'
import type { ExamOutcome, StepReport } from '../runner/report.ts'
import { noteReports } from './note-reports.ts'
import { emptyProgress, markOf, parseProgress } from './progress.ts'

const AGREES: ExamOutcome = { seed: 1, sessions: 8, played: 8 }
const DIFFERS: ExamOutcome = { ...AGREES, difference: {} as Difference }
const NOT_SAT: ExamOutcome = { ...AGREES, played: 0, error: 'no process' }

function report(step: string, exam?: ExamOutcome, passes = true): StepReport {
  const failure = { exchanges: [], expected: [] }
  const verdicts = [passes ? { check: 'a' } : { check: 'a', failure }]
  return { step, checks: ['a'], verdicts, ...(exam && { exam }) }
}

const fails = (step: string) => report(step, undefined, false)

function marks(...runs: StepReport[][]): string {
  const progress = emptyProgress()
  for (const reports of runs) noteReports(progress, reports)
  // What is stored and read again says the same.
  const again = parseProgress(JSON.parse(JSON.stringify(progress)))
  const of = (each: typeof progress) =>
    ['01-a', '02-b', '03-c'].map((step) => markOf({ progress: each, current: '04-d' }, step)).join()
  expect(of(again)).toBe(of(progress))
  return of(progress)
}

it.each<[string, StepReport[][], string]>([
  ['checks alone', [[report('01-a'), report('02-b')]], 'open,open,open'],
  ['checks that pass again', [[report('01-a')], [report('01-a')]], 'open,open,open'],
  ['its own exam', [[report('02-b', AGREES)]], 'open,passes,open'],
  [
    'the exam of a later step',
    [[report('01-a'), report('02-b', AGREES), report('03-c')]],
    'passes,passes,open',
  ],
  [
    'the exam of a later step, in another order',
    [[report('03-c', AGREES), report('01-a')]],
    'passes,open,passes',
  ],
  ['an exam that differs later', [[report('01-a'), report('02-b', DIFFERS)]], 'open,open,open'],
  ['an exam that was not sat', [[report('01-a'), report('02-b', NOT_SAT)]], 'open,open,open'],
  ['checks after the exam', [[report('01-a', AGREES)], [report('01-a')]], 'passes,open,open'],
  [
    'checks that fail after the exam',
    [[report('01-a', AGREES)], [fails('01-a')]],
    'broken,open,open',
  ],
  [
    'checks that pass again after the exam',
    [[report('01-a', AGREES)], [fails('01-a')], [report('01-a')]],
    'passes,open,open',
  ],
  [
    'checks after an exam that differs',
    [[report('01-a', AGREES)], [report('01-a', DIFFERS)], [report('01-a')]],
    'broken,open,open',
  ],
  [
    'an exam that agrees again',
    [[report('01-a', AGREES)], [report('01-a', DIFFERS)], [report('01-a'), report('02-b', AGREES)]],
    'passes,passes,open',
  ],
])('a step is done when an exam agrees: after %s', (_, runs, expected) => {
  expect(marks(...runs)).toBe(expected)
})

it('a step with type errors does not pass, and has not passed before', () => {
  const progress = emptyProgress()
  noteReports(progress, [report('01-a', AGREES)], { mistyped: ['01-a'] })
  expect(markOf({ progress, current: '02-b' }, '01-a')).toBe('open')
})

it('a tree that cannot be loaded changes nothing', () => {
  const progress = emptyProgress()
  noteReports(progress, [report('01-a', AGREES)])
  const error = { name: 'Error', message: 'no', stack: '' }
  noteReports(progress, [
    { step: '01-a', checks: [], verdicts: [], stopped: { why: 'not-loaded', error } },
  ])
  expect(markOf({ progress, current: '02-b' }, '01-a')).toBe('passes')
})

it('the current step is not marked as broken, whether or not it has passed before', () => {
  const progress = emptyProgress()
  noteReports(progress, [report('01-a', AGREES)])
  noteReports(progress, [fails('01-a'), fails('02-b')])
  expect(markOf({ progress, current: '01-a' }, '01-a')).toBe('open')
  expect(markOf({ progress, current: '02-b' }, '02-b')).toBe('open')
  expect(markOf({ progress, current: '02-b' }, '01-a')).toBe('broken')
})
