import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The results of the suites. */
export interface SuiteRun {
  passed: number
  /** Checks that need a hook which the system does not offer. */
  skipped: number
  total: number
  /** The name of each failed check, and the first line of its message. */
  failures: string[]
}

interface JsonReport {
  numPassedTests: number
  numPendingTests: number
  numTotalTests: number
  testResults: {
    name: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

const ROOT = path.join(import.meta.dirname, '..', '..')
const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const CONFIG = path.join(ROOT, 'vitest.config.ts')

/** Runs the suites of these steps against the system at `targetUrl`. */
export async function runSuites(targetUrl: string, steps: string[]): Promise<SuiteRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'suites-'))
  const file = path.join(folder, 'report.json')
  try {
    const args = [VITEST, 'run', '--config', CONFIG, '--reporter=json', `--outputFile=${file}`]
    // Python's own server is slow, and a check that waits for it is not wrong.
    args.push('--testTimeout=20000', ...steps.map((step) => path.join('checks', step)))
    const env = { ...process.env, SUBJECT_URL: targetUrl }
    await once(
      spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] }),
      'exit',
    )
    return summarise(JSON.parse(readFileSync(file, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function summarise(report: JsonReport): SuiteRun {
  const { numPassedTests, numPendingTests, numTotalTests, testResults } = report
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    // A file that could not be loaded has no checks, only a message.
    if (assertionResults.length === 0) return [`${path.basename(name)}: ${firstLine(message)}`]
    return assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages[0])}`)
  })
  return { passed: numPassedTests, skipped: numPendingTests, total: numTotalTests, failures }
}

function firstLine(message = ''): string {
  return message.split('\n')[0] ?? ''
}
