import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { environmentFor } from './prove/sample.ts'

/** Every test of the repository. `#subject` is the solution. */
export default defineConfig({
  root: path.join(import.meta.dirname, '..', '..'),
  ssr: { resolve: { conditions: ['solutions', 'module', 'node', 'development|production'] } },
  test: {
    env: environmentFor(process.argv),
    include: ['{shared,checks,workshop}/**/*.test.ts'],
    sequence: { shuffle: { tests: true } },
    // Most tests wait for their own processes, so Vitest itself needs no processor.
    maxWorkers: '100%',
    maxConcurrency: 3,
    // Some tests wait for processes of a machine that others use. A second failure is no accident.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
