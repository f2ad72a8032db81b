import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { ROOT } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { lint } from '../repository/lint.ts'
import { typeCheck, typeCheckPage } from '../repository/type-check.ts'
import { countTests, unitTests } from '../repository/unit-tests.ts'

/**
 * Runs everything that must pass in the repository: types, lint, tests. It passes even if a learner
 * has begun, because it checks the starters and not the learner's steps/.
 *
 * `npm test -- FILTER` runs only the test files whose path contains the filter, without types and
 * lint.
 */
await runCommand(async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const outcomes = positionals.length === 0 ? await staticChecks() : []
  const tests = countTests(await run('Tests', unitTests(positionals)))
  const passed = tests.passed + outcomes.filter(Boolean).length
  const failed = tests.failed + outcomes.filter((isWell) => !isWell).length
  if (failed > 0) process.exitCode = 1
  console.log(`${passed} passed, ${failed} failed`)
})

/** The types of the repository and of the page, and lint: whether each is in order. */
async function staticChecks(): Promise<boolean[]> {
  const outcomes = [await run('Types', typeCheck())]
  for (const project of typeCheckPage()) outcomes.push(await run('Types of the page', project))
  outcomes.push(await run('Lint', lint()))
  return outcomes
}

/** Runs a program of node_modules. Returns whether it succeeds. */
async function run(title: string, args: string[]): Promise<boolean> {
  console.log(`${title} ...`)
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  console.log(`${title}: ${code === 0 ? 'in order' : 'not in order'}\n`)
  return code === 0
}
