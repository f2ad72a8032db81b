import { defineConfig } from 'vitest/config'

/**
 * The tests that must notice a mutant of the solution: the suites, and the recorded responses of
 * DRF.
 */
export default defineConfig({
  ssr: { resolve: { conditions: ['solutions', 'module', 'node', 'development|production'] } },
  test: {
    include: ['checks/??-*/suite.test.ts', 'checks/drf/{replay,permission-answers,bypass}.test.ts'],
    bail: 1,
    reporters: ['dot'],
    testTimeout: 10_000,
  },
})
