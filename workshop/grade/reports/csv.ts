import { stringify } from 'csv-stringify/sync'
import { type ClassReport, NOT_ISOLATED, remarksOf } from '../class-report.ts'
import { escapeLine } from '../escape.ts'

/** The class as CSV. A spreadsheet reads no cell as a formula. */
export function classCsv({ grades, steps, isolated, weights }: ClassReport): string {
  const names = steps.map(({ step }) => step)
  const head = ['name', ...names, 'points', 'of', 'remarks', ...(isolated ? [] : ['isolation'])]
  const most = names.reduce((sum, step) => sum + (weights.get(step) ?? 1), 0)
  const rows = grades.map(({ name, steps, leftOut }) => {
    const outcomes = names.map((each) => steps.find(({ step }) => step === each)?.outcome ?? '')
    const points = steps
      .filter(({ outcome }) => outcome === 'passed')
      .reduce((sum, { step }) => sum + (weights.get(step) ?? 1), 0)
    const remarks = [...remarksOf(steps), ...leftOut].join('; ')
    const mark = isolated ? [] : [NOT_ISOLATED]
    return [escapeLine(name), ...outcomes, points, most, escapeLine(remarks, 1000), ...mark]
  })
  return stringify([head, ...rows], {
    escape_formulas: true,
    record_delimiter: 'windows',
    bom: true,
  })
}
