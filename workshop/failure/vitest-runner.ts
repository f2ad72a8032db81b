import { type RunnerTestCase, TestRunner } from 'vitest'

/** Shows the workshop's explanations in Vitest. */
export default class ExplainingRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    try {
      await TestRunner.getTestFn(test)()
    } catch (error) {
      // Imported here, because checks that pass do not need it, and it must share modules with the
      // suite.
      const { explained } = await import('./explain-in-vitest.ts')
      throw await explained(test, error)
    }
  }
}
