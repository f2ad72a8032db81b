import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { END_WITH_PARENT } from '../../checks/harness/end-with-parent.ts'
import { ROOT } from '../paths.ts'

/** The learner's API, served next to the loop and restarted on every save. */
export class LearnerApi {
  readonly #onOutput: () => void
  #child: ChildProcess | undefined
  #wanted = false
  #printed = ''

  constructor(onOutput: () => void) {
    this.#onOutput = onOutput
  }

  /** It was started and not stopped. An error in the code can have ended it until the next save. */
  get wanted(): boolean {
    return this.#wanted
  }

  get lines(): string[] {
    const printed = this.#printed.replace(/^Stop with Ctrl-C.*\n?/m, '').trimEnd()
    const about =
      'Your API, restarted on every save. s stops it; q goes back and leaves it running.'
    return [about, '', ...(printed || 'Starting ...').split('\n')]
  }

  async start(): Promise<void> {
    this.#wanted = true
    this.#printed = ''
    const port = await freePort()
    if (!this.#wanted) return
    const child = spawn(
      process.execPath,
      [...END_WITH_PARENT, RUN, 'api', '--subject', 'steps', '--port', String(port)],
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

  /** Ends it, and waits until it has stored all data. */
  async stop(): Promise<void> {
    this.#wanted = false
    const child = this.#child
    if (!child) return
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await closed
  }

  async restart(): Promise<void> {
    if (!this.#wanted) return
    await this.stop()
    await this.start()
  }
}

const RUN = path.join(ROOT, 'workshop', 'run.cjs')

const FIRST_PORT = 8000

/** The port of the READMEs, or the next free one. The API prints which. */
async function freePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + 50; port++) if (await isFree(port)) return port
  return 0
}

/** Whether nothing listens on a port of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
