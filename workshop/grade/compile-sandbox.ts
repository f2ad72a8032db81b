import { copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { ROOT, WORKSHOP_DATA } from '../paths.ts'
import { COMPILE_OPTIONS } from '../runner/compile.ts'

const SHARED = path.join(ROOT, 'shared')

/** The folder of what this process compiles for its sandboxes. */
export const GRADER_DATA = path.join(WORKSHOP_DATA, 'grading', String(process.pid))

/**
 * Compiles the files of every sandbox: shared/ and the program that serves a tree, but neither the
 * suites nor the solution.
 *
 * @returns the folder
 */
export async function compileSandbox(): Promise<string> {
  const folder = path.join(GRADER_DATA, 'sandbox')
  rmSync(folder, { recursive: true, force: true })
  const names = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.split(path.sep).join('/'),
  )
  const entryPoints = names
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => ({ in: path.join(SHARED, name), out: `shared/${name}` }))
  const inside = { in: path.join(import.meta.dirname, 'sandbox', 'inside.ts'), out: 'inside' }
  await build({
    ...COMPILE_OPTIONS,
    entryPoints: [...entryPoints, inside],
    outdir: folder,
    splitting: true,
    // No report names lines of these files, and reading source maps takes as long as reading the
    // code.
    sourcemap: false,
    // Some modules find files relative to their own path, so shared chunks must be at the same
    // depth.
    chunkNames: 'shared/auth/[name]-[hash]',
  })
  for (const name of names.filter((name) => name.endsWith('.mjs'))) {
    copyFileSync(path.join(SHARED, name), path.join(folder, 'shared', name))
  }
  copyFileSync(
    path.join(import.meta.dirname, 'sandbox', 'hooks.mjs'),
    path.join(folder, 'hooks.mjs'),
  )
  for (const name of runtimePackages()) {
    cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true })
  }
  const manifest = { type: 'module', imports: { '#shared/*': './shared/*.js' } }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
  return folder
}

/** The packages that the API needs to run. A tree can import only these. */
function runtimePackages(): string[] {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>
  }
  return Object.entries(lock.packages)
    .filter(([name, { dev, devOptional, optional }]) => name && !dev && !devOptional && !optional)
    .map(([name]) => name)
}
