import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ClassReport } from '../class-report.ts'
import { fileNameOf } from '../escape.ts'
import { classJson } from './class-json.ts'
import { classCsv } from './csv.ts'
import { feedbackMarkdown } from './feedback.ts'
import { gradescopeJson } from './gradescope.ts'
import { classHtml } from './html.ts'
import { junitXml } from './junit.ts'
import { resultsJson } from './results-json.ts'

/** Writes all reports of a class into a folder; those of a former class with more people go. */
export function writeReports(folder: string, report: ClassReport): void {
  const { grades, isolated, weights } = report
  for (const made of ['feedback', 'results']) {
    rmSync(path.join(folder, made), { recursive: true, force: true })
  }
  const write = (name: string, text: string) => {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  write('class.json', classJson(report))
  write('class.html', classHtml(report))
  write('class.csv', classCsv(report))
  write('junit.xml', junitXml(report))
  const checksOf = (step: string) => report.steps.find((each) => each.step === step)?.checks ?? []
  const taken = new Set<string>()
  for (const grade of grades) {
    const name = fileNameOf(grade.name, taken)
    write(`feedback/${name}.md`, feedbackMarkdown(grade, isolated))
    write(`results/${name}/results.json`, resultsJson(grade, checksOf))
    write(`results/${name}/gradescope/results.json`, gradescopeJson(grade, weights, isolated))
  }
}
