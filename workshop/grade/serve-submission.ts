import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { CHECKS, ROOT } from '../paths.ts'

/** The time limit for the start of a submission, in milliseconds. */
const START_LIMIT = 15_000

/** The variables that a process needs to run. A submission gets no others. */
const NEEDED = ['PATH', 'Path', 'SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

/** A submission that is served until it is stopped. */
export interface ServedSubmission {
  /** Its URL. Rejects with the output of the tree if it does not start. */
  url: Promise<string>
  ended(): boolean
  stop(): void
}

/** Serves a tree in its own process, separate from the checks. */
export function serveSubmission(tree: string): ServedSubmission {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(CHECKS, 'serve.ts'), '--subject', tree, '--port', '0'],
    {
      cwd: ROOT,
      env: {
        ...Object.fromEntries(NEEDED.map((name) => [name, process.env[name]])),
        TSX_TSCONFIG_PATH: path.join(ROOT, 'workshop', 'tsconfig.run.json'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own process group, so that everything that the submission starts is stopped with it.
      detached: process.platform !== 'win32',
    },
  )
  return {
    url: urlFrom(child),
    ended: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => stopGroup(child),
  }
}

function stopGroup(child: ChildProcess): void {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-(child.pid as number), 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function urlFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed = (printed + chunk).slice(-10_000)
      const url = /with hooks on (http:\/\/127\.0\.0\.1:\d+)$/m.exec(printed)?.[1]
      if (url) resolve(url)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', () => reject(new Error(printed.trim() || 'its process ended at once')))
    setTimeout(() => reject(new Error('it did not start in time')), START_LIMIT).unref()
  })
}
