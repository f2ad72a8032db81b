import { randomBytes, randomInt } from 'node:crypto'
import { PartsClock } from './parts.ts'
import type { Relay } from './relay.ts'
import type { Launch } from './sandbox/container.ts'
import { type Ended, LATE, Sandbox } from './sandbox/sandbox.ts'
import type { Files } from './trees.ts'

/**
 * Names for the folder of a tree. They do not show which run it is for, and change with each run.
 */
const FOLDERS: [string, ...string[]] = ['steps', 'app', 'api', 'src', 'work', 'server', 'tasks']

/** Serves trees in sandboxes, and keeps the next sandbox ready. */
export class Stage {
  readonly #launch: () => Launch
  readonly parts = new PartsClock()
  #spare: Sandbox | undefined
  #current: Sandbox | undefined
  #deadline = Infinity
  #timer: NodeJS.Timeout | undefined
  #folder = ''

  constructor(launch: () => Launch) {
    this.#launch = launch
  }

  /** Starts a sandbox for the next tree. */
  keepWarm(): void {
    this.#spare ??= new Sandbox(this.#launch())
  }

  /** Sets the time limit for all trees of a submission, in milliseconds. */
  begin(budget: number): void {
    this.#deadline = Date.now() + budget
    clearTimeout(this.#timer)
    if (budget === Infinity) return
    this.#timer = setTimeout(() => this.#current?.expire(), budget)
  }

  /** Runs work of the grader, which does not count towards the submission's time. */
  async untimed<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(this.#timer)
    const left = this.#deadline - Date.now()
    try {
      return await this.parts.measure('solution', work)
    } finally {
      this.begin(left)
    }
  }

  get isLate(): boolean {
    return Date.now() > this.#deadline
  }

  /** Ends what the submission has left running. */
  end(): void {
    clearTimeout(this.#timer)
    this.#current?.stop()
  }

  stop(): void {
    this.end()
    this.#spare?.stop()
  }

  /**
   * Serves a tree of the submission until its time is up. Returns the reason if it cannot be
   * served.
   */
  async serve(relay: Relay, files: Files): Promise<Sandbox | Ended> {
    if (this.isLate) return LATE
    const sandbox = await this.#take()
    this.#current = sandbox
    const others = FOLDERS.filter((name) => name !== this.#folder)
    this.#folder = others[randomInt(others.length)] as string
    const ended = await load(sandbox, files, this.#folder)
    if (ended) return ended
    relay.leadTo(sandbox)
    return sandbox
  }

  /** Serves a tree of the solution, without a time limit. */
  async serveSolution(relay: Relay, files: Files): Promise<Sandbox> {
    const sandbox = await this.#take()
    const ended = await load(sandbox, files, FOLDERS[0])
    if (ended) throw new Error(`the solution cannot be served: ${ended.message}`)
    relay.leadTo(sandbox)
    return sandbox
  }

  async #take(): Promise<Sandbox> {
    const sandbox = this.#spare ?? new Sandbox(this.#launch())
    this.#spare = undefined
    await sandbox.ready
    this.keepWarm()
    return sandbox
  }
}

async function load(sandbox: Sandbox, files: Files, name: string): Promise<Ended | undefined> {
  const folder = `${sandbox.scratch}/${randomBytes(4).toString('hex')}/${name}`
  return (await sandbox.serve({ folder, files })) ?? sandbox.ended
}
