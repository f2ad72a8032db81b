import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { CHECKS, ROOT } from '../paths.ts'

/** How long a submission may take to start, in milliseconds. */
const START_LIMIT = 15_000

/** What a process needs to run at all; nothing else of the environment reaches a submission. */
const NEEDED = ['PATH', 'Path', 'SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

/** A submission that is served until it is stopped. */
export interface ServedSubmission {
  /** Where it answers; rejects with what the tree printed when it does not start. */
  url: Promise<string>
  ended(): boolean
  stop(): void
}

/** Serves a tree in a process of its own, apart from the one that makes the verdicts. */
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
      // A group of its own, so that what the submission starts is stopped with it.
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
