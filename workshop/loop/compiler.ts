import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { ROOT } from '../paths.ts'

/**
 * What TypeScript prints about a project, one line for each error.
 *
 * @param project its tsconfig file, or the folder that holds one
 * @param signal ends the compiler; nothing is printed then
 */
export async function compilerOutput(
  project: string,
  options: string[] = [],
  signal?: AbortSignal,
): Promise<string> {
  const args = ['--noEmit', '--pretty', 'false', '--project', project, ...options]
  const child = spawn(program(), args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill, { once: true })
  if (signal?.aborted) kill()
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  signal?.removeEventListener('abort', kill)
  return signal?.aborted ? '' : output
}

/** The compiler itself: ending typescript/bin/tsc would leave it running. */
function program(): string {
  const typescript = createRequire(path.join(ROOT, 'node_modules', 'typescript', 'package.json'))
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
  const name = process.platform === 'win32' ? 'tsc.exe' : 'tsc'
  return path.join(path.dirname(typescript.resolve(platform)), 'lib', name)
}
