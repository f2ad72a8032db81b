import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Mistake } from '../../../checks/harness/mistake.ts'
import { findCheckedSteps, stepNamed, stepOf } from '../../lesson/steps.ts'
import { ROOT, WORKSHOP_DATA } from '../../paths.ts'
import { runCommand, UsageError } from '../../run-command.ts'
import { makeTree } from '../prove/make-tree.ts'
import { readMistakes } from '../prove/read-tables.ts'

const FOLDER = path.join(WORKSHOP_DATA, 'prove-grade')

/**
 * Grades every known mistake as a submission: `npm run prove:grade`, or `-- 03 07` for some steps.
 * The grader runs other processes and hooks than `npm run check`, so it needs its own proof. It
 * takes about half an hour.
 */
await runCommand(async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const all = findCheckedSteps().map(({ name }) => name)
  const steps = positionals.length > 0 ? positionals.map((each) => stepNamed(each).name) : all
  for (const [step, mistakes] of await readMistakes(steps)) {
    const own = mistakes.filter(({ file }) => isJudgedWith(file, step))
    const passing = grade(step, own)
    console.log(`${step}: ${own.length - passing.length} of ${own.length} mistakes do not pass.`)
    for (const { name } of passing) console.log(`  passes: ${name}`)
    if (passing.length > 0) process.exitCode = 1
  }
  rmSync(FOLDER, { recursive: true, force: true })
})

/** In an earlier step, a mistake does not cost this one: the solution's takes its place. */
function isJudgedWith(file: string, step: string): boolean {
  return (stepOf(file) ?? step) === step
}

/** Grades the mistakes of a step as a class, and returns those that pass. */
function grade(step: string, mistakes: Mistake[]): Mistake[] {
  const [submissions, reports] = [path.join(FOLDER, 'class'), path.join(FOLDER, 'reports')]
  rmSync(FOLDER, { recursive: true, force: true })
  for (const [at, mistake] of mistakes.entries()) {
    const tree = makeTree('prove-grade', { edits: [mistake] })
    cpSync(tree, path.join(submissions, String(at), 'steps'), { recursive: true })
    rmSync(tree, { recursive: true })
  }
  const options = ['--steps', step.slice(0, 2), '--out', reports]
  const run = ['workshop/run.cjs', 'grade', ...options, submissions]
  const { stderr } = spawnSync(process.execPath, run, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const graded = readClass(path.join(reports, 'class.json'), String(stderr))
  return mistakes.filter((_, at) => graded.get(String(at))?.[step]?.outcome === 'passed')
}

type Outcomes = Record<string, { outcome: string }>

function readClass(file: string, stderr: string): Map<string, Outcomes> {
  try {
    const { submissions } = JSON.parse(readFileSync(file, 'utf8'))
    return new Map(
      submissions.map((each: { name: string; steps: Outcomes }) => [each.name, each.steps]),
    )
  } catch {
    throw new UsageError(`The class could not be graded: ${stderr.trim()}`)
  }
}
