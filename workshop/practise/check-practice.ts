import path from 'node:path'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { examine, SEED } from '../exam/step-exam.ts'
import { LEARNERS } from '../failure/checked-code.ts'
import { explainProved } from '../failure/explain.ts'
import { formatExplanation } from '../failure/explanation.ts'
import { compilerOutput } from '../loop/compiler.ts'
import { shownPath } from '../paths.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { checksPass, passed, type StepReport, stepLine, verdictLines } from '../runner/report.ts'
import { PRACTICE_TREE } from './practice.ts'

/** Checks the practised step: its checks, then the exam and the compiler. */
export async function checkPractice(step: string): Promise<{ lines: string[]; done: boolean }> {
  const { reports } = await checkSteps({ folder: PRACTICE_TREE }, [step])
  const [report] = reports as [StepReport]
  const [types] = await Promise.all([
    checksPass(report) ? typeErrorsOf(step) : [],
    examine(reports, { tree: PRACTICE_TREE }, { seed: SEED, sessions: SESSIONS }),
  ])
  const lines = [stepLine(report), ...verdictLines(report)]
  if (types.length > 0)
    lines.push('', 'The step is done when it has no type errors either:', ...types)
  const failure = await explainProved(report, { ...LEARNERS, tree: PRACTICE_TREE })
  // The hints are about steps/, and the learner has already passed the step.
  if (failure) lines.push('', withWholePlaces(formatExplanation(failure, ['Hint'])))
  return { lines, done: passed(report) && types.length === 0 }
}

/** Makes places relative to the repository's folder. */
function withWholePlaces(text: string): string {
  const tree = path.basename(PRACTICE_TREE)
  return text.replaceAll(new RegExp(`^ {2}${tree}/`, 'gm'), `  ${shownPath(PRACTICE_TREE)}/`)
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
