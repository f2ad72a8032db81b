import { readdir } from 'node:fs/promises'
import { register } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { CHECKS, ROOT } from '../paths.ts'
import { refuseProcessExit } from './process-exit.ts'
import type { ChildMessage } from './report.ts'
import { reportError } from './report-error.ts'
import { runSuite } from './run-suite.ts'

/**
 * The process that runs checks: it loads everything but the learner's code, waits for the names of
 * the steps, checks them one after the other, and ends.
 */
register('./vitest-alias.mjs', import.meta.url)

function tell(message: ChildMessage): void {
  process.send?.(message)
}

async function warmUp(): Promise<void> {
  const shared = path.join(ROOT, 'shared')
  const files = (await readdir(shared)).filter((name) => !/\.test\.ts$/.test(name))
  for (const name of files) {
    if (name.endsWith('.ts')) await import(pathToFileURL(path.join(shared, name)).href)
  }
  // Not the harness's client: on import it starts the learner's tree.
  for (const name of ['subject-server.ts', 'check-failure.ts', 'expectation.ts', 'exchange.ts']) {
    await import(pathToFileURL(path.join(CHECKS, 'harness', name)).href)
  }
  await import('supertest')
}

process.once('message', async (steps: string[]) => {
  refuseProcessExit()
  for (const step of steps) {
    try {
      await runSuite(step, tell)
    } catch (error) {
      tell({ type: 'not-loaded', step, error: reportError(error) })
    }
    tell({ type: 'step-end', step })
  }
  tell({ type: 'end' })
})

await warmUp()
tell({ type: 'ready' })
