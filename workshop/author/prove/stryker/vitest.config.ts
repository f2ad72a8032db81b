import { defineConfig } from 'vitest/config'

/** What has to notice a mutant of the solution: the suites, and what DRF was recorded to answer. */
export default defineConfig({
  ssr: { resolve: { conditions: ['solutions', 'module', 'node', 'development|production'] } },
  test: {
    include: ['checks/??-*/suite.test.ts', 'checks/drf/{replay,permission-answers,bypass}.test.ts'],
    bail: 1,
    reporters: ['dot'],
    testTimeout: 10_000,
  },
})
