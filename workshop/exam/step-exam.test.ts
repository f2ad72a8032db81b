import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { LEARNERS } from '../failure/checked-code.ts'
import { explainProved } from '../failure/explain.ts'
import { formatExplanation } from '../failure/explanation.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import { checksPass, passed, type StepReport } from '../runner/report.ts'
import { closeAnswers, examine } from './step-exam.ts'

mkdirSync(WORKSHOP_DATA, { recursive: true })
const scratch = mkdtempSync(path.join(WORKSHOP_DATA, 'exam-test-'))
const tree = path.join(scratch, 'steps')
beforeEach(() => cpSync(SOLUTIONS, tree, { recursive: true }))

afterAll(() => {
  closeAnswers()
  rmSync(scratch, { recursive: true, force: true })
})

/** The text that a learner reads. */
async function toldOf(report: StepReport): Promise<string> {
  const explanation = await explainProved(report, { ...LEARNERS, tree })
  return explanation ? formatExplanation(explanation) : ''
}

const reportOf = (step: string, isPassing = true): StepReport => ({
  step,
  checks: ['a'],
  verdicts: isPassing ? [{ check: 'a' }] : [],
})

function edit(file: string, find: string, replace: string): void {
  const text = readFileSync(path.join(SOLUTIONS, file), 'utf8')
  expect(text).toContain(find)
  writeFileSync(path.join(tree, file), text.replace(find, replace))
}

it('names the step and the file that make a session differ, and shows the session', async () => {
  edit('03-login/views.ts', 'response.json(', "response.cookie('token', 'x')\n  response.json(")
  const reports = ['02-auto-token', '03-login', '04-default-permission'].map((step) =>
    reportOf(step),
  )
  const found = await examine(reports, { tree }, { seed: 1, sessions: 60 })
  expect(found).toBe(reports[1])
  expect(checksPass(found as StepReport)).toBe(true)
  expect(reports.map(passed)).toEqual([true, false, true])
  const told = await toldOf(found as StepReport)
  expect(told).toMatch(/curl -i http:\/\/127\.0\.0\.1:8000\/api\/login\/ /)
  expect(told).toMatch(/set-cookie: token=x[\s\S]*\(no header set-cookie\)/)
  expect(told).toMatch(/ steps\/03-login\/views\.ts:\d+$/m)
})

it('sits the exam of the last step before the first that fails its checks', async () => {
  const reports = [
    reportOf('01-token-model'),
    reportOf('02-auto-token', false),
    reportOf('03-login'),
  ]
  const found = await examine(reports, { tree }, { seed: 1, sessions: 5 })
  expect(found?.step).toBe('01-token-model')
  expect(found?.exam).toEqual({ seed: 1, sessions: 5, played: 5 })
  expect(
    await examine([reportOf('01-token-model', false)], { tree }, { seed: 1, sessions: 5 }),
  ).toBe(undefined)
})

it('says why a tree cannot sit it', async () => {
  writeFileSync(path.join(tree, 'app.ts'), "throw new Error('on load')")
  const found = await examine([reportOf('01-token-model')], { tree }, { seed: 1, sessions: 5 })
  expect(found?.exam?.error).toBe('on load')
  expect(passed(found as StepReport)).toBe(false)
})

it('names the function of an earlier step that is the cause, in words', async () => {
  edit('04-default-permission/views.ts', 'if (askedWho && !request', 'if (!request')
  // Another style in the lines above must not be reported as the cause.
  const views = path.join(tree, '04-default-permission/views.ts')
  const text = readFileSync(views, 'utf8')
  writeFileSync(views, text.replaceAll('permission.message', 'permission?.message'))
  const report = reportOf('06-is-owner')
  await examine([report], { tree }, { seed: 1, sessions: 200 })
  const told = await toldOf(report)
  expect(told).toContain(
    'The cause is in step 4: `permissionDenied` of `04-default-permission/views.ts`.',
  )
  expect(told).toContain('The status is right, but the body is not')
  expect(told).toContain(
    '(without a request, the exam gave the view of /api/tasks/1/ no authentication classes)',
  )
  const line = text.split('\n').findIndex((each) => each.includes('if (!request')) + 1
  expect(told).toMatch(
    new RegExp(`Open:\n {2}steps/04-default-permission/views\\.ts:${line}$`, 'm'),
  )
})

it('names a call without await, also where a variable lies between', async () => {
  edit(
    '03-login/backends.ts',
    'const matches = await checkPassword',
    'const matches: unknown = checkPassword',
  )
  const report = reportOf('03-login')
  await examine([report], { tree }, { seed: 1, sessions: 200 })
  expect(await toldOf(report)).toMatch(/`checkPassword` returns a promise: `await` it\./)
})

it('names who calls next twice', async () => {
  edit('03-login/authentication.ts', '    break\n', '    next()\n    break\n')
  const report = reportOf('03-login')
  await examine([report], { tree }, { seed: 1, sessions: 200 })
  const told = await toldOf(report)
  expect(told).toMatch(/Your code calls `next\(\)` twice/)
  expect(told).toMatch(/^ {2}steps\/03-login\/authentication\.ts:\d+$/m)
})
