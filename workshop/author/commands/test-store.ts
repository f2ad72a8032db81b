import { spawn } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { wholeNumber } from '../../whole-number.ts'

/**
 * The long form of the store's tests: `npm run test:store -- --rounds 25`.
 *
 * In each round, a busy server is killed or stopped at a random moment.
 */
await runCommand((args) => {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '25' } } })
  const rounds = wholeNumber('rounds', values.rounds, 1)
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const config = path.join(ROOT, 'workshop', 'author', 'vitest.config.ts')
  const timeout = String(600_000 + 10_000 * rounds)
  const options = [
    'run',
    '--config',
    config,
    '--testTimeout',
    timeout,
    'workshop/author/store',
    'shared',
  ]
  const child = spawn(process.execPath, [vitest, ...options], {
    cwd: ROOT,
    env: { ...process.env, STORE_ROUNDS: String(rounds) },
    stdio: 'inherit',
  })
  child.on('exit', (code) => process.exit(code ?? 1))
})
