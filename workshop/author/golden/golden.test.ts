import path from 'node:path'
import { it } from 'vitest'
import { LEARNERS } from '../../failure/checked-code.ts'
import { explainReport } from '../../failure/explain.ts'
import { formatExplanation } from '../../failure/explanation.ts'
import { proveWhere } from '../../failure/prove-where.ts'
import { stepNamed } from '../../lesson/steps.ts'
import { checkSteps } from '../../runner/check-steps.ts'
import type { StepReport } from '../../runner/report.ts'
import { makeTree } from '../prove/make-tree.ts'
import { sample } from '../prove/sample.ts'
import { goldenCases } from './golden-cases.ts'

it.concurrent.for(sample(goldenCases, 5))(
  'shows a learner: $name',
  async ({ name, ...differences }, { expect }) => {
    const tree = makeTree(path.join(`golden-${name}`, 'steps'), differences)
    const { reports } = await checkSteps({ folder: tree }, [stepNamed(name.slice(0, 2)).name])
    const source = { ...LEARNERS, tree }
    const report = reports[0] as StepReport
    const guess = await explainReport(report, source)
    const failure = guess && (await proveWhere(guess, report, source))
    const text = failure ? formatExplanation(failure) : 'every check passes'
    await expect(`${steady(text)}\n`).toMatchFileSnapshot(
      path.join(import.meta.dirname, `${name}.txt`),
    )
  },
)

/** The text without names, keys, ids and moments, which differ in each run. */
function steady(text: string): string {
  return (
    text
      .replaceAll(/\b(user|password|title|key|wrong)-[0-9a-f]{12}\b/g, '$1-…')
      .replaceAll(/\b(?:[0-9a-f]{24}){0,1}[0-9a-f]{40}\b/g, '<key>')
      .replaceAll(/\b[0-9a-f]{20}\b/g, '<20 digits>')
      .replaceAll(/\b[A-Za-z0-9]{64}\b/g, '<CSRF token>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>')
      .replaceAll(/\.workshop\/prove\/golden-[\w-]+\//g, '')
      // The place where a long response is cut depends on the number of digits of its ids.
      .replaceAll(/, \{[^{}]* … \(\d+ characters\)/g, ', … (… characters)')
      .replaceAll(/\(\d+ characters\)/g, '(… characters)')
      .replaceAll(/\d+ of (\d+) checks/g, '… of $1 checks')
      .replaceAll(/("(?:id|owner)": |\/api\/tasks\/)\d+/g, '$1<id>')
  )
}
