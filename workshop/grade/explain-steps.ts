import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { explainReport } from '../failure/explain.ts'
import { proveWhere } from '../failure/prove-where.ts'
import type { JudgedStep, StepGrade } from './grade.ts'
import type { Files } from './trees.ts'
import { COMMON, unusualReads } from './unusual-reads.ts'

/** The address of a learner's own API, for the `curl` lines. */
const BASE = 'http://127.0.0.1:8000'

/** The size of the largest file whose lines are compared with the solution's, in characters. */
const LONGEST = 20_000

/** Adds the explanations of failures, and removes the recorded requests. */
export async function explainSteps(steps: JudgedStep[], files: Files): Promise<StepGrade[]> {
  // The explanations name lines of the sources. The sources are only read here, never run.
  const scratch = mkdtempSync(path.join(tmpdir(), 'workshop-sources-'))
  const tree = path.join(scratch, 'steps')
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(tree, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    const unusual = unusualReads(files)
    const isProvable = Object.values(files).every(({ length }) => length <= LONGEST)
    // Feedback is about this one. To find the causes of all would take too long.
    const next = steps.find(({ outcome }) => !['passed', 'not attempted'].includes(outcome))
    return await Promise.all(
      steps.map(async (step, at) => {
        const common = at === 0 ? (unusual.get(COMMON) ?? []) : []
        const remarks = [...step.remarks, ...common, ...(unusual.get(step.step) ?? [])]
        const passes = step === next && isProvable ? step.passes : undefined
        return explainStep({ ...step, remarks, passes }, tree)
      }),
    )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function explainStep(
  { report, passes, ...step }: JudgedStep,
  tree: string,
): Promise<StepGrade> {
  if (!report) return step
  const verdicts = report.verdicts.map(({ check, failure }) => ({ check, passed: !failure }))
  const isExplained = step.outcome !== 'passed' && !step.differs
  // A tree can be so unusual that it has no explanation. Its grade does not change.
  const explained = () => explainReport(report, { tree, base: BASE }).catch(() => undefined)
  const guess = isExplained ? await explained() : undefined
  // If the cause is not found in time, it stays a guess.
  const proved = () =>
    guess && proveWhere(guess, report, { tree, base: BASE, passes }).catch(() => guess)
  return { ...step, verdicts, explanation: passes ? await proved() : guess }
}
