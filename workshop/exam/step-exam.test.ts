import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { explainReport } from '../failure/explain.ts'
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
  expect(found?.exam).toMatchObject({ guilty: { file: '03-login/views.ts' } })
  expect(checksPass(found as StepReport)).toBe(true)
  expect(reports.map(passed)).toEqual([true, false, true])
  const text = await explainReport(found as StepReport, { tree, base: 'http://127.0.0.1:8000' })
  const told = text && formatExplanation(text)
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
