import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** The real Django REST framework, while it runs. */
export interface RealDrf {
  url: string
  /** For example `Django REST framework 3.14.0 on Django 3.2.25`. */
  versions: string
  /** The numbers of the steps that it cannot run, because a package is missing. */
  missingSteps: string[]
  stop(): Promise<void>
}

const SYSTEM = path.join(import.meta.dirname, 'system.py')

/**
 * Starts checks/drf/system.py on a free port of loopback, and waits until it listens.
 *
 * @param python a Python that has the package djangorestframework
 * @throws Error if it ends before it listens; its output is on stderr
 */
export async function startRealDrf(python: string): Promise<RealDrf> {
  const child = spawn(python, [SYSTEM], { stdio: ['ignore', 'pipe', 'inherit'] })
  // The server must end with this process.
  const kill = () => child.kill()
  process.once('exit', kill)
  const line = await firstLine(child)
  const [, url = '', versions = ''] = /^(\S+) (.*)$/.exec(line) ?? []
  const asked = { method: 'POST', body: JSON.stringify({ op: 'missing_steps' }) }
  const told = (await (await fetch(`${url}/__hook__/`, asked)).json()) as { steps: string[] }
  return {
    url,
    versions,
    missingSteps: told.steps,
    async stop() {
      process.off('exit', kill)
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const ended = once(child, 'exit').then(() => {
    throw new Error('Django REST framework ended before it listened.')
  })
  const [line] = await Promise.race([once(lines, 'line'), ended])
  return line
}
