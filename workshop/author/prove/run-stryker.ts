import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ROOT, WORKSHOP_DATA } from '../../paths.ts'
import { UsageError } from '../../run-command.ts'

const FOLDER = path.join(import.meta.dirname, 'stryker')
const STRYKER = path.join(FOLDER, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
const REPORT = path.join(WORKSHOP_DATA, 'mutation.json')

/** A mutant of the solution, as Stryker reports it. */
interface ReportedMutant {
  mutatorName: string
  replacement: string
  status: string
  location: { start: { line: number; column: number } }
}

/** A mutant that no check noticed. */
export interface Survivor {
  file: string
  line: number
  mutator: string
  replacement: string
}

/** The number of mutants, and those that no check noticed. */
export interface MutationRun {
  mutants: number
  survivors: Survivor[]
}

/**
 * Runs Stryker, which changes the solution in every way it knows, and the checks on each change.
 *
 * It takes about ten minutes. Stryker has its own packages, which are installed at the first run.
 * https://stryker-mutator.io/docs/stryker-js/introduction/
 */
export function runStryker(): MutationRun {
  if (!existsSync(STRYKER)) install()
  rmSync(REPORT, { force: true })
  const config = path.relative(ROOT, path.join(FOLDER, 'stryker.config.json'))
  spawnSync(process.execPath, [STRYKER, 'run', config], { cwd: ROOT, stdio: 'inherit' })
  if (!existsSync(REPORT)) throw new UsageError('Stryker did not finish. Its output is above.')
  return readReport(JSON.parse(readFileSync(REPORT, 'utf8')))
}

function install(): void {
  console.log('Installing Stryker, once, for this command only ...')
  const npm = process.env.npm_execpath
  const [program, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync(program, [...args, ...flags], { cwd: FOLDER, stdio: 'inherit' })
  if (status !== 0)
    throw new UsageError(`Installing failed. Run "npm ci" in ${FOLDER}, then again.`)
}

/** Reads https://github.com/stryker-mutator/mutation-testing-elements reports. */
export function readReport(report: {
  files: Record<string, { mutants: ReportedMutant[] }>
}): MutationRun {
  const mutants = Object.entries(report.files).flatMap(([file, each]) =>
    each.mutants.map((mutant) => ({ file, ...mutant })),
  )
  const unnoticed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  return {
    mutants: mutants.length,
    survivors: unnoticed.map(({ file, mutatorName, replacement, location }) => ({
      file,
      line: location.start.line,
      mutator: mutatorName,
      replacement,
    })),
  }
}
