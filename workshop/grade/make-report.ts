import { readWords } from '../lesson/texts.ts'
import type { ClassReport } from './class-report.ts'
import type { KeptGrade } from './kept-grades.ts'
import { likenesses } from './likeness.ts'

/** Collects the grades from which all reports are made. */
export function makeReport(
  kept: KeptGrade[],
  steps: string[],
  weights: ReadonlyMap<string, number>,
): ClassReport {
  return {
    grades: kept.map(({ grade }) => grade),
    steps: steps.map((step) => ({ step, checks: [...readWords(step).keys()] })),
    gradedAt: new Date().toISOString(),
    isolated: kept.every(({ isolated }) => isolated),
    weights,
    alike: likenesses(kept.map(({ grade, print }) => [grade.name, print])),
  }
}
