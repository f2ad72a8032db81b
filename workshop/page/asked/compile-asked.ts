import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type BuildFailure, build } from 'esbuild'
import { COMPILE_OPTIONS, CompileError, OWN_COMPILED } from '../../runner/compile.ts'

let builds = 0

/** The programs in asked/ that a process can run. */
export type AskedProgram = 'matrix-child' | 'console-child'

/**
 * Compiles one of the programs together with the learner's tree.
 *
 * @returns its file, and a function that deletes it
 * @throws CompileError
 */
export async function compileAsked(
  program: AskedProgram,
): Promise<{ file: string; remove(): void }> {
  builds += 1
  const folder = path.join(OWN_COMPILED, `asked-${builds}`)
  mkdirSync(folder, { recursive: true })
  try {
    await build({
      ...COMPILE_OPTIONS,
      entryPoints: [path.join(import.meta.dirname, `${program}.ts`)],
      outfile: path.join(folder, 'child.mjs'),
    })
  } catch (error) {
    throw new CompileError(error as BuildFailure)
  }
  const remove = () => rmSync(folder, { recursive: true, force: true })
  return { file: path.join(folder, 'child.mjs'), remove }
}
