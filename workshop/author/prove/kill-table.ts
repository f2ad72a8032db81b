import path from 'node:path'
import type { Mistake } from '../../../checks/harness/mistake.ts'
import { CHECKS } from '../../paths.ts'

/** The file of the table. */
export const KILL_TABLE = path.join(CHECKS, 'kill-table.md')

/** The Markdown table of which check catches which mistake. */
export function killTable(mistakes: Map<string, Mistake[]>): string {
  const all = [...mistakes.values()].flat()
  const sections = [...mistakes].map(([step, ours]) => section(step, ours))
  return `# What the checks catch

\`npm run prove\` writes this table. It applies each of ${all.length} mistakes, a small edit of the solution, to a separate tree and runs
the checks of the step. A mistake is caught by the checks in whose rows it is listed, and by no other check of that step.
The last row of a step lists the mistakes that only its exam catches.

${sections.join('\n')}`
}

function section(step: string, mistakes: Mistake[]): string {
  const checks = [...new Set(mistakes.flatMap(({ caughtBy }) => Object.keys(caughtBy)))].sort()
  const rows = checks.map((check) => {
    const caught = mistakes.filter(({ caughtBy }) => check in caughtBy).map(({ name }) => name)
    return `| ${check} | ${caught.length} | ${caught.join('; ')} |\n`
  })
  const byExam = mistakes.filter(({ exam }) => exam).map(({ name }) => name)
  if (byExam.length > 0) rows.push(`| the exam | ${byExam.length} | ${byExam.join('; ')} |\n`)
  return `## ${step}

| check | catches | a solution that … |
| --- | --- | --- |
${rows.join('')}`
}
