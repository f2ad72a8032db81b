import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Every test of the repository; `#subject` is the reference. */
export default defineConfig({
  root: path.join(import.meta.dirname, '..'),
  ssr: { resolve: { conditions: ['solutions', 'module', 'node', 'development|production'] } },
  test: {
    include: ['{shared,checks,workshop}/**/*.test.ts'],
    sequence: { shuffle: { tests: true } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
