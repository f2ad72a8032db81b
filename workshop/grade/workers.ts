import { type ChildProcess, fork } from 'node:child_process'
import { tell } from '../../checks/harness/child-process.ts'
import { ROOT } from '../paths.ts'
import type { GradeRequest, WorkerMessage, WorkerSettings } from './worker.ts'

/** The time limit for a submission and the solution that it is compared with, in milliseconds. */
const SUBMISSION_LIMIT = 400_000

/** The grades of a submission, and how long its parts took. */
export type Graded = Extract<WorkerMessage, { type: 'graded' }>

/** A process that grades one submission at a time, and is replaced when it ends. */
export class Worker {
  readonly #file: string
  readonly #settings: WorkerSettings
  #child: ChildProcess | undefined
  #ready: Promise<ChildProcess> | undefined

  constructor(file: string, settings: WorkerSettings) {
    this.#file = file
    this.#settings = settings
  }

  /** Grades the requested steps. Returns the reason if that was not possible. */
  async grade(request: GradeRequest): Promise<Graded | { why: string }> {
    try {
      this.#ready ??= this.#start()
      const child = await this.#ready
      const answer = hear(child, SUBMISSION_LIMIT)
      tell(child, request)
      const message = await answer
      if (message.type === 'graded') return message
      return {
        why:
          message.type === 'not-graded' ? message.why : 'the grader received an unexpected message',
      }
    } catch (error) {
      this.stop()
      return { why: (error as Error).message }
    }
  }

  stop(): void {
    // Its sandboxes end with it.
    this.#child?.kill('SIGKILL')
    this.#child = undefined
    this.#ready = undefined
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(this.#file, {
      cwd: ROOT,
      // Explanations of failures are read from sources.
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl-C must reach only the grader, which stops its workers.
      detached: process.platform !== 'win32',
    })
    this.#child = child
    let printed = ''
    child.stderr?.on('data', (chunk) => {
      printed = (printed + chunk).slice(-2000)
    })
    const ready = hear(child, SUBMISSION_LIMIT).catch((error: Error) => {
      throw new Error(`${error.message} ${printed}`.trim())
    })
    tell(child, this.#settings)
    await ready
    return child
  }
}

/** The next message. Rejects if the process ends before, or sends nothing for too long. */
function hear(child: ChildProcess, limit: number): Promise<WorkerMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      finish()
      reject(new Error(`it took longer than ${limit / 1000} seconds`))
    }, limit)
    const onMessage = (message: WorkerMessage) => {
      finish()
      resolve(message)
    }
    const onExit = (code: number | null, signal: string | null) => {
      finish()
      reject(new Error(`the process that judges ended (${signal ?? code})`))
    }
    const finish = () => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
    }
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}
