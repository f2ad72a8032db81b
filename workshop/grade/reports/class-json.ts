import type { ClassReport } from '../class-report.ts'
import { escapeLine } from '../escape.ts'
import type { StepGrade } from '../grade.ts'

/** The class as JSON, for the page and for programs. */
export function classJson({ grades, steps, gradedAt, isolated, alike }: ClassReport): string {
  const submissions = grades.map(({ name, digest, steps, leftOut }) => ({
    name: escapeLine(name),
    digest,
    leftOut: leftOut.map((what) => escapeLine(what)),
    steps: Object.fromEntries(steps.map((step) => [step.step, stepJson(step)])),
  }))
  const listed = steps.map(({ step, checks }) => ({ step, facts: checks.length }))
  const likeness = alike.map(({ one, other, percent }) => {
    return { one: escapeLine(one), other: escapeLine(other), percent }
  })
  const data = { schemaVersion: 1, gradedAt, isolated, steps: listed, submissions, alike: likeness }
  return `${JSON.stringify(data, null, 2)}\n`
}

function stepJson({
  outcome,
  passing,
  checks,
  first,
  why,
  remarks,
  differs,
  explanation,
}: StepGrade) {
  return {
    outcome,
    holding: passing,
    facts: checks,
    first,
    looksLike: explanation?.misconception,
    at: explanation?.open && escapeLine(explanation.open),
    guess: explanation?.open && explanation.guess ? true : undefined,
    why: why && escapeLine(why),
    differs,
    remarks: remarks.length > 0 ? remarks.map((remark) => escapeLine(remark)) : undefined,
  }
}
