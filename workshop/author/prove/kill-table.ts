import path from 'node:path'
import type { Mistake } from '../../../checks/harness/mistake.ts'
import { CHECKS } from '../../paths.ts'

/** Where the kill table is kept. */
export const KILL_TABLE = path.join(CHECKS, 'kill-table.md')

/** Tells in Markdown which check catches which mistake; the proof has shown that it is so. */
export function killTable(mistakes: Map<string, Mistake[]>): string {
  const all = [...mistakes.values()].flat()
  const sections = [...mistakes].map(([step, ours]) => section(step, ours))
  return `# What the checks catch

Written by \`npm run prove\`. ${all.length} mistakes, each one small edit of the solution, are laid into a tree of their own
and checked. Each is caught by the checks in whose row it stands, and by no others of its step; the last row of a step
has those that its exam alone finds.

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

| check | catches | one who … |
| --- | --- | --- |
${rows.join('')}`
}
