import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildFailure, type BuildOptions, build, type Plugin } from 'esbuild'
import { suiteFile } from '../lesson/steps.ts'
import { ROOT, SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'
import type { ErrorReport } from './report.ts'

/**
 * What is checked: a tree of this repository, a folder inside it, or a server. If it is not our
 * own, it may lack hooks.
 */
export type Target =
  | { tree: 'steps' | 'solutions' }
  | { folder: string }
  | { url: string; mayLackHooks?: boolean }

const SHARED = path.join(ROOT, 'shared')

/** The folder of compiled code. It is in the repository, so that packages are found. */
const COMPILED = path.join(WORKSHOP_DATA, 'compiled')

/** The folder of this process. */
export const OWN_COMPILED = path.join(COMPILED, String(process.pid))

process.once('exit', () => rmSync(OWN_COMPILED, { recursive: true, force: true }))

/** Plain ES modules that Node can run, with source maps. */
export const COMPILE_OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  sourcesContent: false,
  keepNames: true,
  treeShaking: false,
  logLevel: 'silent',
  alias: { vitest: path.join(import.meta.dirname, 'vitest-shim.ts') },
} satisfies BuildOptions

/** Resolves `#subject/…` to this folder in the repository. */
export function treeIn(folder: string): Plugin {
  return {
    name: 'tree',
    setup({ onResolve }) {
      onResolve({ filter: /^#subject\// }, ({ path: name }) => ({
        path: path.join(folder, name.slice('#subject/'.length)),
      }))
    },
  }
}

/** The message for an import from the solution. */
export const SOLUTION_IMPORTED =
  'This imports the solution. Write the code here; npm run diff shows the solution.'

/** Refuses imports from the solution, because the checks would pass with the solution's code. */
const refuseSolutions: Plugin = {
  name: 'no solutions',
  setup({ onResolve }) {
    onResolve({ filter: /solutions/ }, ({ path: name, importer, resolveDir }) => {
      const isOutside = importer !== '' && !importer.startsWith(SOLUTIONS + path.sep)
      if (!isOutside || !path.resolve(resolveDir, name).startsWith(SOLUTIONS + path.sep)) return
      return { errors: [{ text: SOLUTION_IMPORTED }] }
    })
  },
}

let builds = 0

/** The tree cannot be compiled. */
export class CompileError extends Error {
  readonly report: ErrorReport

  constructor({ errors, message }: BuildFailure) {
    const [first] = errors ?? []
    super(first?.text ?? message)
    const { file, line } = first?.location ?? {}
    const at = file !== undefined && line !== undefined && { file: path.resolve(ROOT, file), line }
    this.report = { name: 'CompileError', message: this.message, stack: '', ...(at && { at }) }
  }
}

/**
 * Compiles the suites of some steps, and their tree, into one file.
 *
 * shared/ and the packages are left out, because a prepared process has already loaded them.
 *
 * @throws CompileError
 */
export async function compileSuites(target: Target, steps: string[]): Promise<string> {
  builds += 1
  const file = path.join(OWN_COMPILED, `suites-${builds}.js`)
  try {
    await build({
      ...COMPILE_OPTIONS,
      stdin: { contents: suitesEntry(steps), resolveDir: ROOT, loader: 'ts' },
      outfile: file,
      conditions: 'tree' in target && target.tree === 'solutions' ? ['solutions'] : [],
      external: ['#shared/*', ...('url' in target ? ['#subject/*'] : [])],
      plugins: [refuseSolutions, ...('folder' in target ? [treeIn(target.folder)] : [])],
    })
    return file
  } catch (error) {
    throw new CompileError(error as BuildFailure)
  }
}

/** Each suite is loaded when its turn comes. Modules that two suites import are shared. */
function suitesEntry(steps: string[]): string {
  const runSuite = path.join(import.meta.dirname, 'run-suite.ts')
  const suites = steps.map((step) => {
    return `${JSON.stringify(step)}: () => import(${JSON.stringify(suiteFile(step))}),`
  })
  return `export { runSuite } from ${JSON.stringify(runSuite)}
export const suites = {${suites.join('\n')}}`
}

/**
 * Compiles what a process can load before it knows what to check: shared/, file by file, and the
 * program that runs the checks.
 *
 * @returns the program's file
 */
export async function compileChild(): Promise<string> {
  removeLeftovers()
  const names = readdirSync(SHARED, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => name.split(path.sep).join('/'))
  const entryPoints = names.map((name) => ({ in: path.join(SHARED, name), out: `shared/${name}` }))
  const child = { in: path.join(import.meta.dirname, 'child.ts'), out: 'child' }
  await build({
    ...COMPILE_OPTIONS,
    entryPoints: [...entryPoints, child],
    outdir: OWN_COMPILED,
    splitting: true,
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(path.join(SHARED, 'auth', 'index')).href),
    },
  })
  const manifest = { type: 'module', imports: { '#shared/*': './shared/*.js' } }
  writeFileSync(path.join(OWN_COMPILED, 'package.json'), JSON.stringify(manifest))
  return path.join(OWN_COMPILED, 'child.js')
}

/**
 * Deletes the compiled code of processes that have ended. Each folder is named by its process id.
 */
function removeLeftovers(): void {
  if (!existsSync(COMPILED)) return
  for (const name of readdirSync(COMPILED)) {
    if (!isAlive(Number(name))) rmSync(path.join(COMPILED, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of another user is also running.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
