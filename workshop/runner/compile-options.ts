import path from 'node:path'
import type { BuildOptions } from 'esbuild'
import { ROOT, WORKSHOP_DATA } from '../paths.ts'

/** Where processes keep compiled code; inside the repository, so that packages are found. */
export const COMPILED = path.join(WORKSHOP_DATA, 'compiled')

/** Where this one does. */
export const OWN_COMPILED = path.join(COMPILED, String(process.pid))

/** Plain ES modules that Node runs by itself, and whose stacks tell the lines of the sources. */
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
} satisfies BuildOptions
