import { type RunnerTestCase, TestRunner } from 'vitest'

/** Has Vitest tell of a check that fails what the loop tells. */
export default class ExplainingRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    try {
      await TestRunner.getTestFn(test)()
    } catch (error) {
      // Only now: a pass need not wait for it, and it has to share its modules with the suite.
      const { explained } = await import('./explain-in-vitest.ts')
      throw await explained(test, error)
    }
  }
}
