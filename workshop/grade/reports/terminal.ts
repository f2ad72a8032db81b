import { type ClassReport, NOT_ISOLATED, remarksOf } from '../class-report.ts'
import { escapeLine } from '../escape.ts'
import type { Grade, StepGrade } from '../grade.ts'

/** The class for a terminal: the table, then the failures of each submission. */
export function reportLines({ grades, steps, isolated, alike }: ClassReport): string[] {
  const names = steps.map(({ step }) => step)
  const lines = [
    ...tableLines(grades, names),
    ...grades.flatMap(detailLines),
    ...alike.map(({ one, other, percent }) => {
      return `alike: ${escapeLine(one, 60)} and ${escapeLine(other, 60)}, ${percent} %`
    }),
  ]
  return lines.map((line) => (isolated ? line : `${NOT_ISOLATED}  ${line}`))
}

/** One line for each submission, one column for each step. */
function tableLines(grades: Grade[], steps: string[]): string[] {
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
    return cells.join('  ').trimEnd()
  })
}

function cell({ steps }: Grade, name: string): string {
  const step = steps.find(({ step }) => step === name)
  if (!step) return ''
  if (step.differs) return 'differs'
  if (step.outcome === 'failed') return `${step.passing}/${step.checks}`
  return step.outcome
}

/** The failures of a submission, and the remarks on it. */
function detailLines({ name, steps, leftOut }: Grade): string[] {
  const told = steps.filter(({ outcome }) => outcome !== 'passed')
  const different = told.filter((step, at) => at === 0 || step.why !== told[at - 1]?.why)
  const all = [
    ...different.map(whyLine),
    ...remarksOf(steps),
    ...leftOut.map((what) => `left out: ${what}`),
  ]
  if (all.length === 0) return []
  return [escapeLine(name, 60), ...all.map((line) => `  ${escapeLine(line)}`)]
}

function whyLine({ step, outcome, first, why }: StepGrade): string {
  const details = [first, why].filter((text) => text !== undefined)
  return [`${step}: ${outcome}`, ...details].join('; ')
}
