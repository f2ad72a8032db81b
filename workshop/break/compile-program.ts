import path from 'node:path'
import { build, transform } from 'esbuild'
import { sourceNames } from '../lesson/starter.ts'
import { ROOT, SOLUTIONS, shownPath } from '../paths.ts'
import { COMPILE_OPTIONS } from '../runner/compile.ts'

/** Sources compiled to CommonJS, by their path from the repository's folder. */
export type Modules = Record<string, string>

const TO_COMMONJS = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  keepNames: true,
  logLevel: 'silent',
  logOverride: { 'empty-import-meta': 'silent' },
  // A script has no loader for import().
  supported: { 'dynamic-import': false },
} as const

/** Compiles a program and the solution file by file, so that a difference costs only one file. */
export async function compileProgram(entry: string): Promise<Modules> {
  const { metafile } = await build({
    ...COMPILE_OPTIONS,
    entryPoints: [entry],
    conditions: ['solutions'],
    write: false,
    metafile: true,
  })
  const used = Object.keys(metafile.inputs).map((name) => path.join(ROOT, name))
  // A mistake can import what the solution does not.
  const others = [path.join(ROOT, 'shared'), SOLUTIONS].flatMap(sourcesBelow)
  const { outputFiles } = await build({
    ...TO_COMMONJS,
    absWorkingDir: ROOT,
    entryPoints: [...new Set([...used, ...others])],
    outbase: ROOT,
    outdir: ROOT,
    outExtension: { '.js': '.ts' },
    write: false,
  })
  return Object.fromEntries(outputFiles.map(({ path, text }) => [shownPath(path), text]))
}

/** Compiles one file. */
export async function compileModule(text: string): Promise<string> {
  return (await transform(text, { ...TO_COMMONJS, loader: 'ts' })).code
}

function sourcesBelow(folder: string): string[] {
  return sourceNames(folder)
    .filter((name) => !/\.(test|d)\.ts$/.test(name))
    .map((name) => path.join(folder, name))
}
