import { escapeLine } from './escape.ts'
import type { Grade, Outcome, StepGrade } from './grade.ts'

const NOT_ISOLATED = 'NOT ISOLATED  '

/** 0 when all steps passed, 1 when one did not, 2 when one could not be graded. */
export function exitCodeOf(grades: Grade[]): number {
  const outcomes = grades.flatMap(({ steps }) => steps.map(({ outcome }) => outcome))
  if (outcomes.length === 0 || outcomes.some(isUngraded)) return 2
  return outcomes.every((outcome) => outcome === 'passed') ? 0 : 1
}

function isUngraded(outcome: Outcome): boolean {
  return outcome === 'refused' || outcome === 'not graded'
}

/** One line for each submission, a column for each step. */
export function tableLines(grades: Grade[], steps: string[], isolated: boolean): string[] {
  const rows = [
    ['', ...steps.map((step) => step.slice(0, 2))],
    ...grades.map((grade) => [
      escapeLine(grade.name, 40),
      ...steps.map((step) => cell(grade, step)),
    ]),
  ]
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows.map((row) => {
    const cells = row.map((text, at) => text.padEnd(widths[at] ?? 0))
    return `${isolated ? '' : NOT_ISOLATED}${cells.join('  ').trimEnd()}`
  })
}

function cell({ steps }: Grade, name: string): string {
  const step = steps.find(({ step }) => step === name)
  if (!step) return ''
  if (step.outcome === 'failed') return `${step.passing}/${step.checks}`
  return step.outcome
}

/** What stands in the way of each submission that did not pass, and what is remarkable. */
export function summaryLines(grades: Grade[], isolated: boolean): string[] {
  const mark = isolated ? '' : NOT_ISOLATED
  const lines = grades.flatMap((grade) => {
    const told = grade.steps.filter(({ outcome }) => outcome !== 'passed')
    const different = told.filter((step, at) => at === 0 || step.why !== told[at - 1]?.why)
    const remarks = grade.steps.flatMap(({ step, remarks }) =>
      remarks.map((remark) => `${step}: ${remark}`),
    )
    const all = [
      ...different.map(whyLine),
      ...remarks,
      ...grade.leftOut.map((what) => `left out: ${what}`),
    ]
    return all.length === 0
      ? []
      : [escapeLine(grade.name, 60), ...all.map((line) => `  ${escapeLine(line)}`)]
  })
  return lines.map((line) => mark + line)
}

function whyLine({ step, outcome, first, why }: StepGrade): string {
  const details = [first, why].filter((text) => text !== undefined)
  return [`${step}: ${outcome}`, ...details].join('; ')
}
