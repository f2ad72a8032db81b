import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { explainReport } from '../failure/explain.ts'
import type { JudgedStep, StepGrade } from './grade.ts'
import type { Files } from './trees.ts'
import { unusualReads } from './unusual-reads.ts'

/** The address of a learner's own API, for the `curl` lines. */
const BASE = 'http://127.0.0.1:8000'

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
    return await Promise.all(
      steps.map(async (step) => {
        const remarks = [...step.remarks, ...(unusual.get(step.step) ?? [])]
        return explainStep({ ...step, remarks }, tree)
      }),
    )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function explainStep({ report, ...step }: JudgedStep, tree: string): Promise<StepGrade> {
  if (!report) return step
  const verdicts = report.verdicts.map(({ check, failure }) => ({ check, passed: !failure }))
  const isExplained = step.outcome !== 'passed' && !step.differs
  // A tree can be so unusual that it has no explanation. Its grade does not change.
  const explained = () => explainReport(report, { tree, base: BASE }).catch(() => undefined)
  const explanation = isExplained ? await explained() : undefined
  return { ...step, verdicts, explanation }
}
