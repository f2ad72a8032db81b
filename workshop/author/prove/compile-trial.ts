import path from 'node:path'
import { build } from 'esbuild'
import { suiteFile } from '../../lesson/steps.ts'
import { ROOT } from '../../paths.ts'
import { COMPILE_OPTIONS, OWN_COMPILED, treeIn } from '../../runner/compile.ts'

let builds = 0

/**
 * Compiles a tree, its suites and all of shared/ into one file.
 *
 * All modules are included, so that trials in one process share no state.
 */
export async function compileTrial(tree: string, steps: string[]): Promise<string> {
  builds += 1
  const file = path.join(OWN_COMPILED, `trial-${builds}.js`)
  const suites = steps.map((step) => `import(${JSON.stringify(suiteFile(step))})`)
  await build({
    ...COMPILE_OPTIONS,
    // Stacks are not shown here.
    sourcemap: false,
    stdin: {
      contents: `export { takeChecks } from 'vitest'
export { exchangesSoFar } from './checks/harness/exchange.ts'
export const suites = [${suites.map((suite) => `() => ${suite}`).join(', ')}]`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    outfile: file,
    alias: { vitest: path.join(import.meta.dirname, '..', '..', 'runner', 'vitest-shim.ts') },
    plugins: [treeIn(tree)],
  })
  return file
}
