import { Ajv } from 'ajv'
import { parse } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, it } from 'vitest'
import type { ClassReport } from '../class-report.ts'
import type { Grade, Outcome, StepGrade } from '../grade.ts'
import { classJson } from './class-json.ts'
import { classCsv } from './csv.ts'
import { feedbackMarkdown } from './feedback.ts'
import { gradescopeJson } from './gradescope.ts'
import { classHtml } from './html.ts'
import { junitXml } from './junit.ts'
import { resultsJson } from './results-json.ts'

/** A name and a text with special characters for each of the reports. */
const HOSTILE =
  '=1+1\t|cmd "&<script>alert(1)</script>]]>\u001b[2J\u0007\ud800 `# [a](javascript:x)\n@SUM(A1)'

const CHECKS: Record<string, string[]> = { '01-one': ['a', 'b & <c>'], '02-two': ['d'] }
const STEPS = Object.keys(CHECKS)

function stepGrade(step: string, outcome: Outcome, more: Partial<StepGrade> = {}): StepGrade {
  return { step, outcome, passing: 0, checks: CHECKS[step]?.length ?? 0, remarks: [], ...more }
}

function passed(step: string): StepGrade {
  const verdicts = (CHECKS[step] as string[]).map((check) => ({ check, passed: true }))
  return stepGrade(step, 'passed', { passing: verdicts.length, verdicts })
}

const failedCheck = stepGrade('01-one', 'failed', {
  first: 'b & <c>',
  why: HOSTILE,
  passing: 1,
  verdicts: [
    { check: 'a', passed: true },
    { check: 'b & <c>', passed: false },
  ],
  explanation: {
    check: 'b & <c>',
    whatToDo: [HOSTILE],
    expected: [['403']],
    misconception: 'staff may do everything',
    open: 'steps/01-one/views.ts:5',
    guess: true,
    frames: [],
    hintCommand: 'h',
  },
})
const differing = { ...passed('02-two'), outcome: 'failed', differs: true, first: 'x' } as const

const grades: Grade[] = [
  { name: 'right', digest: '1', leftOut: [], steps: STEPS.map(passed) },
  { name: HOSTILE, digest: '2', leftOut: [HOSTILE], steps: [failedCheck, differing] },
  {
    name: '-broken',
    digest: '3',
    leftOut: [],
    steps: STEPS.map((step) => stepGrade(step, 'does not compile', { why: HOSTILE })),
  },
]
const report: ClassReport = {
  grades,
  steps: STEPS.map((step) => ({ step, checks: CHECKS[step] ?? [] })),
  gradedAt: '2026-01-31T12:00:00.000Z',
  isolated: true,
  weights: new Map([['02-two', 3]]),
  alike: [{ one: 'right', other: HOSTILE, percent: 90 }],
}

const text = { type: 'string', maxLength: 65_535 }
/** https://exercism.org/docs/building/tooling/test-runners/interface */
const EXERCISM = {
  type: 'object',
  required: ['version', 'status', 'tests'],
  additionalProperties: false,
  properties: {
    version: { const: 3 },
    status: { enum: ['pass', 'fail', 'error'] },
    message: text,
    tests: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'status', 'test_code'],
        additionalProperties: false,
        properties: {
          name: text,
          status: { enum: ['pass', 'fail', 'error'] },
          message: text,
          output: { type: 'string', maxLength: 500 },
          test_code: text,
          task_id: { type: 'integer', minimum: 1 },
        },
        if: { properties: { status: { enum: ['fail', 'error'] } } },
        then: { required: ['message'] },
      },
    },
  },
  if: { properties: { status: { const: 'error' } } },
  then: { required: ['message'] },
}

/** https://gradescope-autograders.readthedocs.io/en/latest/specs/ */
const GRADESCOPE = {
  type: 'object',
  required: ['tests'],
  additionalProperties: false,
  properties: {
    output: { type: 'string' },
    output_format: { enum: ['text', 'html', 'simple_format', 'md', 'ansi'] },
    stdout_visibility: { enum: ['hidden', 'after_due_date', 'after_published', 'visible'] },
    tests: {
      type: 'array',
      items: {
        type: 'object',
        required: ['score', 'max_score', 'name'],
        additionalProperties: false,
        properties: {
          score: { type: 'number', minimum: 0 },
          max_score: { type: 'number', minimum: 0 },
          status: { enum: ['passed', 'failed'] },
          name: { type: 'string' },
          number: { type: 'string' },
          output: { type: 'string' },
          output_format: { enum: ['text', 'html', 'simple_format', 'md', 'ansi'] },
          visibility: { enum: ['hidden', 'after_due_date', 'after_published', 'visible'] },
        },
      },
    },
  },
}

function errorsIn(schema: object, json: string) {
  const validate = new Ajv({ strict: false }).compile(schema)
  validate(JSON.parse(json))
  return validate.errors ?? []
}

it('writes results in the format of Exercism', () => {
  for (const grade of grades) {
    const json = resultsJson(grade, (step) => CHECKS[step] ?? [])
    expect(errorsIn(EXERCISM, json)).toEqual([])
    const { status, tests } = JSON.parse(json) as { status: string; tests: { status: string }[] }
    const allPass = tests.every((test) => test.status === 'pass')
    expect(allPass).toBe(status === 'pass')
    expect(status === 'pass').toBe(grade.name === 'right')
  }
})

it('writes results in the format of Gradescope, with weights', () => {
  for (const grade of grades)
    expect(errorsIn(GRADESCOPE, gradescopeJson(grade, report.weights, true))).toEqual([])
  const { tests } = JSON.parse(gradescopeJson(grades[0] as Grade, report.weights, true))
  expect(tests.map(({ score }: { score: number }) => score)).toEqual([1, 3])
})

it('writes XML with the right counts for JUnit readers', () => {
  const xml = junitXml(report)
  expect(XMLValidator.validate(xml)).toBe(true)
  const reader = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })
  const { testsuites } = reader.parse(xml)
  expect(testsuites).toMatchObject({ tests: '10', failures: '2', errors: '3' })
  const [right, hostile] = testsuites.testsuite
  expect(right).toMatchObject({ name: 'right', tests: '3', failures: '0', errors: '0' })
  expect(hostile.name).toContain('<script>')
  const failing = hostile.testcase.find(({ failure }: { failure?: object }) => failure)
  expect(failing).toMatchObject({ name: 'b & <c>', classname: '01-one' })
  expect(failing.failure['#text']).toContain('What to do')
})

it('writes CSV that no spreadsheet reads as a formula', () => {
  const csv = classCsv(report)
  const rows = parse(csv, { bom: true, relax_column_count: false }) as string[][]
  expect(rows).toHaveLength(4)
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  expect(rows[1]?.slice(0, 5)).toEqual(['right', 'passed', 'passed', '4', '4'])
})

it('never shows text of a submission as HTML, Markdown or control sequences', () => {
  const html = classHtml(report)
  expect(html).not.toContain('<script')
  expect(html).toContain('Teach this next')
  const markdown = feedbackMarkdown(grades[1] as Grade, true)
  const outside = markdown.replaceAll(/(`{3,})text\n[\s\S]*?\n\1/g, '')
  expect(outside).not.toMatch(/<script|\]\(javascript/)
  for (const text of [html, markdown, classJson(report), junitXml(report), classCsv(report)]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(text).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/)
  }
})

it('says of every place that it is a guess, if it is one', () => {
  const [, grade] = grades as [Grade, Grade]
  const place = 'steps/01-one/views.ts:5'
  for (const text of [classHtml(report), feedbackMarkdown(grade, true), junitXml(report)]) {
    expect(text).toMatch(/Open \(a guess\)[^\w]{1,20}(?:text\n)?steps\/01-one\/views\.ts:5/)
  }
  const [, failed] = JSON.parse(classJson(report)).submissions
  expect(failed.steps['01-one']).toMatchObject({ at: place, guess: true })
})

it('shows a remark about several steps once, and nothing about learners who passed', () => {
  const remark = { remarks: ['look at it', 'look at it'] }
  const steps = STEPS.map((step) => stepGrade(step, 'not attempted', remark))
  const one = { name: 'untouched', digest: '4', leftOut: [], steps }
  const html = classHtml({ ...report, grades: [grades[0] as Grade, one] })
  expect(html).toContain('<h4>01-one, 02-two: not attempted</h4>')
  expect(html).toContain('<p>01, 02: look at it</p>')
  expect(html).not.toContain('<pre>')
  expect(html.match(/<section/g)).toHaveLength(1)
})

it('marks every report if submissions were not isolated', () => {
  const open = { ...report, isolated: false }
  const [grade] = grades as [Grade]
  for (const text of [
    classHtml(open),
    classCsv(open),
    junitXml(open),
    feedbackMarkdown(grade, false),
    gradescopeJson(grade, open.weights, false),
  ])
    expect(text).toContain('NOT ISOLATED')
  expect(JSON.parse(classJson(open))).toMatchObject({ isolated: false })
})
