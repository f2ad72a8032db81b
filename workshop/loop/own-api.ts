import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../paths.ts'

/** The learner's API, served beside the loop and started again when they save. */
export class OwnApi {
  readonly #onOutput: () => void
  #child: ChildProcess | undefined
  #printed = ''

  constructor(onOutput: () => void) {
    this.#onOutput = onOutput
  }

  get running(): boolean {
    return this.#child !== undefined
  }

  /** What it has printed since it was started last. */
  get lines(): string[] {
    return (this.#printed.trimEnd() || 'Starting your API ...').split('\n')
  }

  start(): void {
    this.#printed = ''
    const child = spawn(
      process.execPath,
      [path.join(ROOT, 'workshop', 'run.cjs'), 'api', '--subject', 'steps'],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } },
    )
    this.#child = child
    const print = (chunk: Buffer) => {
      this.#printed = (this.#printed + chunk).slice(-20_000)
      this.#onOutput()
    }
    child.stdout.on('data', print)
    child.stderr.on('data', print)
    child.once('close', () => {
      if (this.#child === child) this.#child = undefined
      this.#onOutput()
    })
  }

  /** Ends it, and waits until it has stored everything. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child) return
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await closed
  }

  /** Starts it again, if it runs: the learner has saved. */
  async restart(): Promise<void> {
    if (!this.running) return
    await this.stop()
    this.start()
  }
}
