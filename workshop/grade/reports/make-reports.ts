import type { ClassReport } from '../class-report.ts'
import { fileNameOf } from '../escape.ts'
import { classJson } from './class-json.ts'
import { classCsv } from './csv.ts'
import { feedbackMarkdown } from './feedback.ts'
import { gradescopeJson } from './gradescope.ts'
import { classHtml } from './html.ts'
import { junitXml } from './junit.ts'
import { resultsJson } from './results-json.ts'

/** All reports of a class, by their path in the `--out` folder. */
export function makeReports(report: ClassReport): Map<string, string> {
  const { grades, isolated, weights } = report
  const reports = new Map([
    ['class.json', classJson(report)],
    ['class.html', classHtml(report)],
    ['class.csv', classCsv(report)],
    ['junit.xml', junitXml(report)],
  ])
  const checksOf = (step: string) => report.steps.find((each) => each.step === step)?.checks ?? []
  const taken = new Set<string>()
  for (const grade of grades) {
    const name = fileNameOf(grade.name, taken)
    reports.set(`feedback/${name}.md`, feedbackMarkdown(grade, isolated))
    reports.set(`results/${name}/results.json`, resultsJson(grade, checksOf))
    const gradescope = gradescopeJson(grade, weights, isolated)
    reports.set(`results/${name}/gradescope/results.json`, gradescope)
  }
  return reports
}
