import path from 'node:path'
import { type BuildFailure, build } from 'esbuild'
import { findCheckedSteps, suiteFile } from '../lesson/find-steps.ts'
import { ROOT } from '../paths.ts'
import { COMPILE_OPTIONS, OWN_COMPILED } from './compile-options.ts'
import type { ErrorReport } from './report.ts'
import { subjectAt } from './subject-at.ts'

/** Whom the checks ask: a tree of this repository, a folder inside of it, or a server. */
export type SubjectOfChecks = { tree: 'steps' | 'solutions' } | { folder: string } | { url: string }

/** The compiled suites with the tree that they check, or why there are none. */
export type CompiledSuites = { file: string } | { error: ErrorReport }

let builds = 0

/**
 * Compiles all suites, and the tree that they check, into one file.
 *
 * shared/ and the packages stay outside, for a warm process has loaded them already.
 */
export async function compileSuites(subject: SubjectOfChecks): Promise<CompiledSuites> {
  builds += 1
  const file = path.join(OWN_COMPILED, `suites-${builds}.js`)
  try {
    await build({
      ...COMPILE_OPTIONS,
      stdin: { contents: entry(), resolveDir: ROOT, loader: 'ts' },
      outfile: file,
      alias: { vitest: path.join(import.meta.dirname, 'vitest-shim.ts') },
      conditions: 'tree' in subject && subject.tree === 'solutions' ? ['solutions'] : [],
      external: ['#shared/*', ...('url' in subject ? ['#subject/*'] : [])],
      plugins: 'folder' in subject ? [subjectAt(subject.folder)] : [],
    })
    return { file }
  } catch (error) {
    return { error: toReport(error as BuildFailure) }
  }
}

/** Each suite is loaded when its turn comes; what two of them import, they share. */
function entry(): string {
  const runSuite = path.join(import.meta.dirname, 'run-suite.ts')
  const suites = findCheckedSteps().map(({ name }) => {
    return `${JSON.stringify(name)}: () => import(${JSON.stringify(suiteFile(name))}),`
  })
  return `export { runSuite } from ${JSON.stringify(runSuite)}
export const suites = {${suites.join('\n')}}`
}

function toReport({ errors, message }: BuildFailure): ErrorReport {
  const [first] = errors ?? []
  const at = first?.location && {
    file: path.resolve(ROOT, first.location.file),
    line: first.location.line,
  }
  return { name: 'CompileError', message: first?.text ?? message, stack: '', ...(at && { at }) }
}
