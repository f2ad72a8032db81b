import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { StepReport, Verdict } from '../runner/report.ts'
import { runSuite } from '../runner/run-suite.ts'
import { type Check, it, takeChecks } from '../runner/vitest-shim.ts'
import { askHook } from './evidence/ask-hook.ts'
import { explainSteps } from './explain-steps.ts'
import type { StepGrade } from './grade.ts'
import { Judge } from './judge.ts'
import type { Took } from './parts.ts'
import { Relay } from './relay.ts'
import { launchOf, type SandboxKind } from './sandbox/launch.ts'
import { Stage } from './stage.ts'
import { type Files, TreeMaker } from './trees.ts'

/** The settings of a worker. */
export interface WorkerSettings {
  sandbox: SandboxKind
  /** The folder that is in every sandbox. */
  folder: string
  steps: string[]
  /** The seed of the exam. */
  seed: number
  /** The time limit for one submission in milliseconds, if it is not the usual one. */
  budget?: number
}

/** A submission to grade. */
export interface GradeRequest {
  files: Files
  steps: string[]
}

/** The messages of a worker: it is ready, or the result of a submission. */
export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'graded'; steps: StepGrade[]; took: Took }
  | { type: 'not-graded'; why: string }

/**
 * Starts a process that judges one submission after another. It runs no code of a submission: the
 * suites send requests to a name that leads to the current sandbox.
 */
export async function startWorker(
  suites: Record<string, () => Promise<unknown>>,
  { sandbox, folder, steps, seed, budget }: WorkerSettings,
): Promise<void> {
  const relay = new Relay('submission')
  process.env.SUBJECT_URL = relay.url
  // Imported here, because it reads the target's URL when it is loaded.
  const { askHooksBy } = await import('../../checks/harness/target.ts')
  askHooksBy(async (asked) => relay.sandbox && askHook(relay.sandbox, asked))
  const checks = new Map<string, Check[]>()
  for (const [step, load] of Object.entries(suites)) {
    await load()
    checks.set(step, takeChecks())
  }
  const stage = new Stage(launchOf(sandbox, folder))
  const judge = new Judge({
    stage,
    relay,
    solutionRelay: new Relay('solution'),
    trees: await TreeMaker.open(),
    runSuite: (step, check) => {
      const all = checks.get(step) ?? []
      return runChecks(step, check === undefined ? all : all.filter(({ name }) => name === check))
    },
    steps,
    seed,
    grader: digestOfAll([process.argv[1] as string, ...sourcesOf(folder)]),
    budget,
  })
  stage.keepWarm()
  process.on('disconnect', () => {
    stage.stop()
    process.exit()
  })
  process.on('message', async ({ files, steps }: GradeRequest) => {
    try {
      const judged = await judge.grade(files, steps)
      const explained = await judge.explaining(() => explainSteps(judged, files))
      tell({ type: 'graded', steps: explained, took: stage.parts.take() })
    } catch (error) {
      tell({ type: 'not-graded', why: (error as Error).message })
    }
  })
  tell({ type: 'ready' })
}

async function runChecks(step: string, checks: Check[]): Promise<StepReport> {
  const names = checks.map(({ name }) => name)
  const verdicts = new Map<string, Verdict>()
  const load = async () => {
    for (const { name, run } of checks) it(name, run)
  }
  await runSuite(step, load, (message) => {
    if (message.type === 'verdict') verdicts.set(message.check, message)
  })
  const inOrder = names.flatMap((name) => verdicts.get(name) ?? [])
  return { step, checks: names, verdicts: inOrder }
}

/** The sandbox's own files, without packages: those are in the lock file. */
function sourcesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const own = names.filter((name) => /\.m?js$/.test(name) && !name.includes('node_modules'))
  return own.sort().map((name) => path.join(folder, name))
}

function digestOfAll(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}

function tell(message: WorkerMessage): void {
  process.send?.(message)
}
