import path from 'node:path'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { examine, SEED } from '../exam/step-exam.ts'
import { explainReport, proveWhere } from '../failure/explain.ts'
import { explanationSections } from '../failure/explanation.ts'
import { compilerOutput } from '../loop/compiler.ts'
import { shownPath } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import {
  checksPass,
  hasExam,
  passed,
  type StepReport,
  stepLine,
  verdictLine,
} from '../runner/report.ts'
import { PRACTICE_TREE } from './practice.ts'

/** The result of a practice: its lines, and whether it is done. */
export interface PracticeVerdict {
  lines: string[]
  done: boolean
}

/** Checks the practised step: its checks, then the exam and the compiler. */
export async function checkPractice(step: string): Promise<PracticeVerdict> {
  const { reports } = await checkSteps({ folder: PRACTICE_TREE }, [step])
  const [report] = reports as [StepReport]
  const lines = [stepLine(report)]
  if (!checksPass(report))
    return { lines: [...lines, ...(await failureLines(report))], done: false }
  const [types] = await Promise.all([
    typeErrorsOf(step),
    examine(reports, { tree: PRACTICE_TREE }, { seed: SEED, sessions: SESSIONS }),
  ])
  if (hasExam(report)) lines.push(verdictLine(report))
  if (types.length > 0)
    lines.push('', 'The step is done when it has no type errors either:', ...types)
  return {
    lines: [...lines, ...(await failureLines(report))],
    done: passed(report) && types.length === 0,
  }
}

async function failureLines(report: StepReport): Promise<string[]> {
  const source = { tree: PRACTICE_TREE, base: 'http://127.0.0.1:8000' }
  const guess = await explainReport(report, source)
  if (!guess) return []
  const explanation = await proveWhere(guess, report, source)
  // The hints are about steps/, and the learner has already passed the step.
  const sections = explanationSections(explanation).filter(({ label }) => label !== 'Hint')
  return [
    '',
    ...sections.flatMap(({ label, lines }) => [
      `${label}:`,
      ...lines.map((line) => `  ${whole(line)}`),
    ]),
  ]
}

/** Makes places relative to the repository's folder. */
function whole(line: string): string {
  const tree = `${path.basename(PRACTICE_TREE)}/`
  return line.startsWith(tree) ? line.replace(tree, `${shownPath(PRACTICE_TREE)}/`) : line
}

async function typeErrorsOf(step: string): Promise<string[]> {
  const folder = `${shownPath(PRACTICE_TREE)}/${step}/`
  const output = await compilerOutput(PRACTICE_TREE)
  return output
    .split('\n')
    .map((line) => line.replaceAll('\\', '/'))
    .filter((line) => line.startsWith(folder))
    .map((line) => `  ${line}`)
}
