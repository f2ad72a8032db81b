import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../paths.ts'
import { runCommand, UsageError } from '../../run-command.ts'
import { startPostgresql } from '../postgresql/start-postgresql.ts'

/**
 * The tests that run on PostgreSQL: those of the backend, the recorded scenarios, and all checks.
 */
const RUNS: { name: string; options: string[]; env: Record<string, string> }[] = [
  {
    name: 'the tests of the backends, of the cache, of several processes, and the recording',
    options: [
      ...['--config', path.join('workshop', 'author', 'vitest.config.ts')],
      ...['shared/db/backends/backends.test.ts', 'shared/cache'],
      ...['workshop/author/postgresql', 'checks/drf/replay.test.ts'],
    ],
    env: {},
  },
  { name: 'the checks, on the solution', options: [], env: { SUBJECT: 'solutions' } },
]

/**
 * Runs the tests that must pass on every database on PostgreSQL: `npm run test:postgresql`.
 *
 * It uses the server in TEST_DATABASE_URL, or starts one and removes it afterwards.
 */
await runCommand(async (args) => {
  parseArgs({ args })
  const given = process.env.TEST_DATABASE_URL
  const server = given ? undefined : await startPostgresql()
  const url = given ?? server?.url
  if (!url) {
    throw new UsageError(
      'There is no PostgreSQL here. Install it (Debian: apt-get install postgresql), or its form in ' +
        'WebAssembly: npm ci --prefix workshop/author/postgresql/pglite. Or name a database that tests may ' +
        'use as they like in TEST_DATABASE_URL.',
    )
  }
  console.log(`On ${server?.name ?? 'the server of TEST_DATABASE_URL'}`)
  try {
    for (const { name, options, env } of RUNS) {
      console.log(`Running ${name} ...`)
      // A server with one session supports one process at a time.
      const alone = url.includes('max=1&') ? ['--no-file-parallelism'] : []
      const code = await runVitest([...options, ...alone], { ...env, TEST_DATABASE_URL: url })
      if (code !== 0) process.exitCode = 1
    }
  } finally {
    await server?.stop()
  }
})

async function runVitest(options: string[], env: Record<string, string>): Promise<number> {
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', ...options], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  return code ?? 1
}
