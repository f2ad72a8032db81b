import { defineConfig } from 'vitest/config'

/** The checks against steps/; with SUBJECT=solutions against the reference; with SUBJECT_URL, there. */
const conditions = process.env.SUBJECT === 'solutions' ? ['solutions'] : []

export default defineConfig({
  ssr: { resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] } },
  test: {
    include: ['checks/??-*/suite.test.ts'],
    sequence: { shuffle: true },
  },
})
