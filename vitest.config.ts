import inspector from 'node:inspector'
import { defineConfig } from 'vitest/config'

/**
 * The checks, for `npx vitest` and editors: of steps/, with SUBJECT=solutions of the solution, with
 * SUBJECT_URL of a server. The repository's own tests have workshop/author/vitest.config.ts.
 */
const conditions = process.env.SUBJECT === 'solutions' ? ['solutions'] : []
const debugged =
  inspector.url() !== undefined || process.argv.some((word) => word.startsWith('--inspect'))

export default defineConfig({
  ssr: { resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] } },
  test: {
    include: ['checks/??-*/suite.test.ts'],
    sequence: { shuffle: true },
    diff: { expand: true },
    runner: './workshop/failure/vitest-runner.ts',
    // As in the loop. A debugger at a breakpoint is not an endless loop.
    testTimeout: debugged ? 0 : 10_000,
  },
})
