import path from 'node:path'
import { build } from 'esbuild'
import { findCheckedSteps, suiteFile } from '../lesson/steps.ts'
import { ROOT } from '../paths.ts'
import { COMPILE_OPTIONS } from '../runner/compile.ts'
import { GRADER_DATA } from './compile-sandbox.ts'

/**
 * Compiles the program of a worker together with the suites.
 *
 * @returns its file
 */
export async function compileWorker(): Promise<string> {
  await build({
    ...COMPILE_OPTIONS,
    stdin: { contents: entry(), resolveDir: ROOT, loader: 'ts', sourcefile: 'worker.ts' },
    outfile: path.join(GRADER_DATA, 'worker.js'),
    // The suites load `#subject` only for a tree in their own process.
    external: ['#subject/*'],
    // paths.ts finds the repository from here, although all modules are in one file.
    define: { 'import.meta.dirname': JSON.stringify(path.join(ROOT, 'workshop')) },
  })
  return path.join(GRADER_DATA, 'worker.js')
}

function entry(): string {
  const suites = findCheckedSteps().map(({ name }) => {
    return `${JSON.stringify(name)}: () => import(${JSON.stringify(suiteFile(name))}),`
  })
  return `import { startWorker } from ${JSON.stringify(path.join(import.meta.dirname, 'worker.ts'))}
process.once('message', (settings) => startWorker({${suites.join('\n')}}, settings))`
}
