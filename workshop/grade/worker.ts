import type { StepReport, Verdict } from '../runner/report.ts'
import { runSuite } from '../runner/run-suite.ts'
import { type Check, it, takeChecks } from '../runner/vitest-shim.ts'
import { askHook } from './evidence/ask-hook.ts'
import { explainSteps } from './explain-steps.ts'
import type { StepGrade } from './grade.ts'
import { Judge } from './judge.ts'
import { Relay } from './relay.ts'
import { launchOf, type SandboxKind } from './sandbox/launch.ts'
import { Stage } from './stage.ts'
import { type Files, TreeMaker } from './trees.ts'

/** What a worker is started with. */
export interface WorkerSettings {
  sandbox: SandboxKind
  /** The folder that lies in every sandbox. */
  folder: string
  steps: string[]
  /** Where the sessions of the exam begin. */
  seed: number
  /** How long one submission may take, in milliseconds, if not as long as usual. */
  budget?: number
}

/** What a worker is to grade. */
export interface GradeRequest {
  files: Files
  steps: string[]
}

/** What it tells: that it waits for the first submission, or how one stands. */
export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'graded'; steps: StepGrade[] }
  | { type: 'not-graded'; why: string }

/**
 * Starts the work of a process that judges one submission after the other. No code of a submission
 * runs in it: the suites ask an address of its own, which leads to the sandbox of the moment.
 */
export async function startWorker(
  suites: Record<string, () => Promise<unknown>>,
  { sandbox, folder, steps, seed, budget }: WorkerSettings,
): Promise<void> {
  const relay = new Relay('submission')
  process.env.SUBJECT_URL = relay.url
  // Loaded now: it looks at once where the target is.
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
    runSuite: (step) => runChecks(step, checks.get(step) ?? []),
    steps,
    seed,
    budget,
  })
  stage.keepWarm()
  process.on('disconnect', () => {
    stage.stop()
    process.exit()
  })
  process.on('message', async ({ files, steps }: GradeRequest) => {
    try {
      tell({ type: 'graded', steps: await explainSteps(await judge.grade(files, steps), files) })
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

function tell(message: WorkerMessage): void {
  process.send?.(message)
}
