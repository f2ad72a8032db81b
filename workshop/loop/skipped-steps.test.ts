import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Difference } from '../../checks/exam/compare.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { WORKSHOP_DATA } from '../paths.ts'
import type { StepReport } from '../runner/report.ts'
import { plainTheme } from '../terminal/theme.ts'
import { progressLines, stepList, verdictLines } from './lines.ts'
import { Workshop } from './workshop.ts'

/** The steps that pass their checks, and those in which the exam finds a difference. */
const tree = vi.hoisted(() => ({ right: 0, differs: [] as number[], exams: [] as string[] }))

vi.mock('../paths.ts', async (original) => ({
  ...(await original<typeof import('../paths.ts')>()),
  WORKSHOP_DATA: mkdtempSync(path.join(tmpdir(), 'skipped-')),
}))
vi.mock('../runner/process.ts', () => ({
  startWarmProcess: () => ({}),
  SpareProcess: class {
    take() {}
    keep() {}
    stop() {}
    reload() {}
  },
}))
vi.mock('../failure/explain.ts')
vi.mock('../failure/prove-where.ts')
vi.mock('../../checks/exam/tree.ts')
vi.mock('./type-errors.ts', async (original) => ({
  ...(await original<typeof import('./type-errors.ts')>()),
  findTypeErrors: async () => ({ errors: [], unused: [] }),
}))
vi.mock('../runner/check-steps.ts', () => ({
  async checkSteps(
    _: unknown,
    steps: string[],
    { onReport }: { onReport(report: StepReport, done: boolean): void },
  ) {
    for (const step of steps) {
      const failure = { exchanges: [], expected: [] }
      const isRight = Number(step.slice(0, 2)) <= tree.right
      const verdicts = [isRight ? { check: 'a' } : { check: 'a', failure }]
      onReport({ step, checks: ['a'], verdicts }, true)
    }
    return { reports: [], printed: '' }
  },
}))
vi.mock('../exam/step-exam.ts', () => ({
  SEED: 1,
  answersFor: () => ({ prepare: async () => {}, close() {} }),
  closeAnswers() {},
  async examine(reports: StepReport[]) {
    const last = reports.at(-1) as StepReport
    tree.exams.push(last.step.slice(0, 2))
    const differing = (step: string) => tree.differs.includes(Number(step.slice(0, 2)))
    const blamed = reports.find(({ step }) => differing(step))
    const exam = { seed: 1, sessions: 8, played: 8 }
    if (blamed) blamed.exam = { ...exam, difference: {} as Difference }
    else last.exam = exam
  },
}))

const steps = findCheckedSteps().map(({ name }) => name)
const named = (number: number) => steps[number - 1] as string

/** The numbers of the steps that are marked as done, as the terminal shows them. */
function done({ state }: Workshop): string {
  const marked = stepList(state, plainTheme).flatMap((line) => /^done: (\d+)/.exec(line)?.[1] ?? [])
  const [count] = progressLines(state, plainTheme, 80)
  expect(count).toBe(`${marked.filter((step) => step <= '07').length} of 7 steps of part one done`)
  return marked.map(Number).join()
}

async function started(): Promise<Workshop> {
  const workshop = new Workshop()
  await workshop.checkAll()
  return workshop
}

beforeEach(() => {
  rmSync(WORKSHOP_DATA, { recursive: true, force: true })
  Object.assign(tree, { right: 0, differs: [], exams: [] })
})

it.each([
  ['all of them right', 6, [], 6, '1,2,3,4,5,6'],
  ['the current one wrong', 5, [], 6, '1,2,3,4,5'],
  ['a skipped one wrong', 3, [], 6, '1,2,3'],
  ['the current one found by the exam', 6, [6], 6, '1,2,3,4,5'],
  ['a later one right too', 9, [], 6, '1,2,3,4,5,6'],
])('several steps copied at once count the same before and after a restart: %s', async (...row) => {
  const [, right, differs, goesTo, expected] = row
  tree.right = 1
  const workshop = await started()
  await workshop.goTo(named(2))
  expect(done(workshop)).toBe('1')
  Object.assign(tree, { right, differs })
  await workshop.check('02-auto-token/signals.ts')
  await workshop.goTo(named(goesTo))
  expect(done(workshop)).toBe(expected)
  expect(done(await started())).toBe(expected)
})

it('a skipped step in which the exam finds a difference is not done, and the workshop says so', async () => {
  tree.right = 1
  const workshop = await started()
  Object.assign(tree, { right: 5, differs: [4] })
  await workshop.goTo(named(6))
  for (const each of [workshop, await started()]) {
    expect(done(each)).toBe('1,2,3')
    expect(verdictLines(each.state, plainTheme, 200).join('\n')).toContain(
      `The last exam of ${named(4)} found a difference: npm run check 04`,
    )
  }
  tree.differs = []
  await workshop.check('04-default-permission/permissions.ts')
  expect(done(workshop)).toBe('1,2,3,4,5')
})

it('runs no exam for steps that are done already', async () => {
  tree.right = 3
  await started()
  expect(tree.exams).toEqual(['03'])
  await started()
  expect(tree.exams).toEqual(['03'])
})
