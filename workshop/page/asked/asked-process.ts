import { type ChildProcess, fork } from 'node:child_process'
import { tell } from '../../../checks/harness/child-process.ts'
import { END_WITH_PARENT } from '../../../checks/harness/end-with-parent.ts'
import { ROOT, STEPS } from '../../paths.ts'
import { type AskedProgram, compileAsked } from './compile-asked.ts'

/** The time limits for loading the learner's code, and for a response. */
const LOAD_LIMIT = 20_000
const ANSWER_LIMIT = 4000

/** The reason why the process ended unexpectedly, in a sentence. */
export class AskedProcessEnded extends Error {
  override name = 'AskedProcessEnded'
}

/**
 * Runs a program with the learner's tree in its own process, until its signal aborts, it ends, or
 * it does not respond in time.
 */
export class AskedProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (answer: unknown) => void>()
  readonly #ended: Promise<never>
  #count = 0
  #printed = ''
  #hung = false

  private constructor(child: ChildProcess, remove: () => void) {
    this.#child = child
    child.stderr?.on('data', (chunk) => {
      this.#printed = (this.#printed + chunk).slice(-4000)
    })
    child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
      this.#waiting.get(id)?.(answer)
      this.#waiting.delete(id)
    })
    this.#ended = new Promise((_, reject) => {
      child.once('close', () => {
        remove()
        reject(new AskedProcessEnded(this.#why()))
      })
      child.once('error', reject)
    })
    // Rejects the callers that wait for a response.
    this.#ended.catch(() => {})
  }

  /** @throws CompileError */
  static async start(program: AskedProgram, signal: AbortSignal): Promise<AskedProcess> {
    const { file, remove } = await compileAsked(program)
    signal.throwIfAborted()
    const child = fork(file, [STEPS], {
      cwd: ROOT,
      execArgv: [...END_WITH_PARENT, '--enable-source-maps', '--stack-trace-limit=30'],
      env: { ...process.env, NO_COLOR: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const started = new AskedProcess(child, remove)
    signal.addEventListener('abort', () => started.stop(), { once: true })
    await started.#within(LOAD_LIMIT, new Promise((resolve) => child.once('message', resolve)))
    return started
  }

  /**
   * Sends it a question.
   *
   * @throws AskedProcessEnded if it ends instead
   */
  ask<T>(question: object): Promise<T> {
    this.#count += 1
    const id = this.#count
    const answer = new Promise<T>((resolve) => this.#waiting.set(id, resolve as () => void))
    tell(this.#child, { id, question })
    return this.#within(ANSWER_LIMIT, answer)
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }

  #within<T>(limit: number, answer: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.#hung = true
      this.stop()
    }, limit)
    return Promise.race([answer, this.#ended]).finally(() => clearTimeout(timer))
  }

  #why(): string {
    if (this.#hung) return 'Your code keeps its process busy and does not respond.'
    const [, said] = /^\s*(?:Uncaught )?(\w*(?:Error|Todo)\b.*)$/m.exec(this.#printed) ?? []
    return said ? `Your code ends the process: ${said}` : 'Your code ends the process.'
  }
}
