import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { ROOT } from '../paths.ts'
import { COMPILE_OPTIONS, COMPILED, OWN_COMPILED } from './compile-options.ts'
import { removeLeftovers } from './leftovers.ts'

const SHARED = path.join(ROOT, 'shared')

process.once('exit', () => rmSync(OWN_COMPILED, { recursive: true, force: true }))

/**
 * Compiles what a process can load before it knows what to check: shared/, file by file, and the
 * program that runs the checks.
 *
 * @returns the program's file
 */
export async function compileWarm(): Promise<string> {
  removeLeftovers(COMPILED)
  const names = readdirSync(SHARED, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => name.split(path.sep).join('/'))
  const entryPoints = names.map((name) => ({ in: path.join(SHARED, name), out: `shared/${name}` }))
  const child = { in: path.join(import.meta.dirname, 'check-child.ts'), out: 'check-child' }
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
  mkdirSync(OWN_COMPILED, { recursive: true })
  writeFileSync(path.join(OWN_COMPILED, 'package.json'), JSON.stringify(manifest))
  return path.join(OWN_COMPILED, 'check-child.js')
}
