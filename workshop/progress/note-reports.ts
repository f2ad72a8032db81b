import { passed, type StepReport } from '../runner/report.ts'
import { noteOutcome, type Progress } from './progress.ts'

/** Remembers how steps stand; a tree that cannot be loaded tells nothing about them. */
export function noteReports(progress: Progress, reports: StepReport[], changed?: string): void {
  for (const report of reports) {
    if (report.stopped && report.facts.length === 0) continue
    noteOutcome(progress, report.step, passed(report), changed)
  }
}
