import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../paths.ts'

/** TypeScript's own program, to be run by Node itself. */
export const TSC = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')

/** What the compiler says of the learner's tree, one line each: `steps/07-logout/views.ts:6: …`. */
export interface TypeReport {
  errors: string[]
  /** Imports that nothing uses. */
  unused: string[]
}

/** Asks the compiler about the learner's tree; it has nothing to say when the search is cancelled. */
export async function findTypeErrors(signal: AbortSignal): Promise<TypeReport> {
  const child = spawn(
    process.execPath,
    [TSC, '--noEmit', '--noUnusedLocals', '--pretty', 'false'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const kill = () => child.kill()
  signal.addEventListener('abort', kill, { once: true })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await new Promise((resolve) => child.once('close', resolve))
  signal.removeEventListener('abort', kill)
  return signal.aborted ? { errors: [], unused: [] } : typeErrorsIn(output)
}

/** Codes of what is declared and never used. */
const UNUSED = ['6133', '6192', '6196', '6198']

/** The errors in steps/ of what tsc printed, as `file:line: message`. */
export function typeErrorsIn(output: string): TypeReport {
  const report: TypeReport = { errors: [], unused: [] }
  const lines = output.matchAll(/^(steps[\\/].+?)\((\d+),\d+\): error TS(\d+): (.+)$/gm)
  for (const [, file = '', line, code = '', message] of lines) {
    const told = `${file.replaceAll('\\', '/')}:${line}: ${message}`
    if (UNUSED.includes(code)) report.unused.push(told)
    else report.errors.push(told)
  }
  return report
}

/** Those that lie in a step, or in app.ts. */
export function errorsOf(step: string, errors: string[]): string[] {
  return errors.filter(
    (line) => line.startsWith(`steps/${step}/`) || line.startsWith('steps/app.ts:'),
  )
}
