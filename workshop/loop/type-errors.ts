import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../paths.ts'

/** TypeScript's own program, to be run by Node itself. */
export const TSC = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')

/** The type errors in the learner's tree, one line each; none when the search is cancelled. */
export async function findTypeErrors(signal: AbortSignal): Promise<string[]> {
  const child = spawn(process.execPath, [TSC, '--noEmit', '--pretty', 'false'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const kill = () => child.kill()
  signal.addEventListener('abort', kill, { once: true })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await new Promise((resolve) => child.once('close', resolve))
  signal.removeEventListener('abort', kill)
  return signal.aborted ? [] : typeErrorsIn(output)
}

/** The errors in steps/ of what tsc printed, as `file:line: message`. */
export function typeErrorsIn(output: string): string[] {
  const lines = output.matchAll(/^(steps[\\/].+?)\((\d+),\d+\): error TS\d+: (.+)$/gm)
  return [...lines].map(([, file = '', line, message]) => {
    return `${file.replaceAll('\\', '/')}:${line}: ${message}`
  })
}
