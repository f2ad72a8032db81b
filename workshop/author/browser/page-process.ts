import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { END_WITH_PARENT } from '../../../checks/harness/end-with-parent.ts'
import { scratchCopy } from '../repository/scratch-copy.ts'

/** `npm run page` in a copy of the repository. */
export class PageProcess {
  /** The copy. Tests can edit its steps/. */
  readonly copy: string
  #child: ChildProcess | undefined

  constructor(name: string) {
    this.copy = scratchCopy(`${name}-${process.pid}`)
  }

  /** Starts it, and returns its address, which works once. */
  async start(...args: string[]): Promise<string> {
    const program = path.join('workshop', 'run.cjs')
    const child = spawn(process.execPath, [...END_WITH_PARENT, program, 'page', ...args], {
      cwd: this.copy,
      env: { ...process.env, BROWSER: 'none', LAUNCH_EDITOR: 'vi', INIT_CWD: this.copy },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let printed = ''
    return new Promise((resolve, reject) => {
      const print = (chunk: Buffer) => {
        printed += chunk
        const [address] = /http:\S+/.exec(printed) ?? []
        if (address) resolve(address)
      }
      child.stdout.on('data', print)
      child.stderr.on('data', print)
      child.once('close', () => reject(new Error(`The page ended: ${printed}`)))
    })
  }

  /** Ends it as Ctrl-C does, or at once. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill(signal)
    await closed
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.copy, { recursive: true, force: true, maxRetries: 5 })
  }
}
