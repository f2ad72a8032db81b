import { pathToFileURL } from 'node:url'
import { refuseProcessExit } from './process-exit.ts'
import type { ChildMessage } from './report.ts'
import { reportError } from './report-error.ts'
import type { runSuite } from './run-suite.ts'
import { practise, warmUp } from './warm-up.ts'

/** What the process is told to do. */
export interface Work {
  /** The compiled suites. */
  file: string
  steps: string[]
  /** A server to ask, instead of the tree that was compiled with the suites. */
  url?: string
}

interface Suites {
  runSuite: typeof runSuite
  suites: Record<string, () => Promise<unknown>>
}

/**
 * The process that runs checks: it loads everything but the subject, waits for its work, checks one
 * step after the other, and tells each verdict.
 */
const work = new Promise<Work>((resolve) => process.once('message', resolve))
await warmUp()
tell({ type: 'ready' })
if (process.argv[2] === 'practising') await practise(work)
await check(await work)

async function check({ file, steps, url }: Work): Promise<void> {
  if (url) process.env.SUBJECT_URL = url
  refuseProcessExit()
  const loading = import(pathToFileURL(file).href) as Promise<Suites>
  for (const step of steps) {
    try {
      const { runSuite, suites } = await loading
      await runSuite(step, suites[step] as () => Promise<unknown>, tell)
    } catch (error) {
      tell({ type: 'not-loaded', step, error: reportError(error) })
    }
    tell({ type: 'step-end', step })
  }
  tell({ type: 'end' })
}

function tell(message: ChildMessage): void {
  process.send?.(message)
}
