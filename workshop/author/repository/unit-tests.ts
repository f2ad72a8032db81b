import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ROOT, WORKSHOP_DATA } from '../../paths.ts'

const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const REPORT = path.join(WORKSHOP_DATA, 'test-report.json')

/** The number of tests by outcome. */
export interface Counts {
  passed: number
  failed: number
}

/** How to run every test: those next to the sources, the checks on the solution, and the proofs. */
export function unitTests(filters: string[]): string[] {
  rmSync(REPORT, { force: true })
  const config = path.join(ROOT, 'workshop', 'author', 'vitest.config.ts')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  return [VITEST, 'run', '--config', config, ...reporters, ...filters]
}

/** The outcome. A run that broke, or a file that could not be loaded, counts as a failure. */
export function countTests(ranWell: boolean): Counts {
  if (!existsSync(REPORT)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(REPORT, 'utf8'))
  const passed: number = report.numPassedTests
  const failed: number = report.numFailedTests
  return { passed, failed: failed === 0 && !ranWell ? 1 : failed }
}
