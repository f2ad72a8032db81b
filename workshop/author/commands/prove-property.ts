import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { wholeNumber } from '../../whole-number.ts'

const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const CONFIG = path.join(ROOT, 'workshop', 'author', 'vitest.config.ts')

/**
 * Sends many more hostile requests to the solution than `npm test`, and different ones each time:
 * `npm run prove:property`, or with `-- --runs 50000 --seed 7`. It prints the seed, which repeats a
 * run.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
  })
  const runs = wholeNumber('runs', values.runs, 1)
  const seed = wholeNumber('seed', values.seed, 1, 2 ** 31)
  console.log(`${runs} hostile requests, seed ${seed} ...`)
  const child = spawn(
    process.execPath,
    [VITEST, 'run', '--config', CONFIG, 'checks/drf/hostile-request.test.ts'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, PROPERTY_RUNS: String(runs), PROPERTY_SEED: String(seed) },
    },
  )
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
})
