import { type ChildProcess, fork } from 'node:child_process'
import { END_WITH_PARENT } from '../../checks/harness/end-with-parent.ts'
import { ROOT } from '../paths.ts'
import { compileChild } from './compile.ts'
import type { ChildMessage } from './report.ts'

/** A process that has loaded everything except the tree, and waits for work. */
export interface WarmProcess {
  /** Resolves when it waits for work. Rejects if it ends before. */
  ready: Promise<ChildProcess>
  stop(): void
}

let compiled: Promise<string> | undefined

/**
 * Starts a process that checks a target once.
 *
 * @param practising runs the code that every check uses until there is work, to be faster then
 */
export function startWarmProcess(practising = false): WarmProcess {
  const stopped = new AbortController()
  const ready = start(practising, stopped.signal)
  // It can be stopped before anything waits for it.
  ready.catch(() => {})
  return { ready, stop: () => stopped.abort() }
}

async function start(practising: boolean, signal: AbortSignal): Promise<ChildProcess> {
  compiled ??= compileChild()
  const child = fork(await compiled, practising ? ['practising'] : [], {
    cwd: ROOT,
    execArgv: [...END_WITH_PARENT, '--enable-source-maps'],
    env: { ...process.env, NO_COLOR: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  let printed = ''
  child.stderr?.on('data', (chunk) => {
    printed += chunk
  })
  await new Promise<void>((resolve, reject) => {
    child.on('message', ({ type }: ChildMessage) => type === 'ready' && resolve())
    child.once('close', () => reject(new Error(`The checks could not be started: ${printed}`)))
  })
  child.stderr?.removeAllListeners('data')
  return child
}

/** Keeps a process ready for the next checks. */
export class SpareProcess {
  #spare: WarmProcess | undefined
  #stopped = false

  constructor(first?: WarmProcess) {
    this.#spare = first
  }

  take(): WarmProcess {
    const process = this.#spare ?? startWarmProcess()
    this.#spare = undefined
    return process
  }

  /** Starts a process if there is none. It warms up until it is taken. */
  keep(): void {
    if (!this.#stopped) this.#spare ??= startWarmProcess(true)
  }

  /**
   * Ends it and deletes the compiled code, because a file outside the learner's tree has changed.
   */
  reload(): void {
    this.#spare?.stop()
    this.#spare = undefined
    compiled = undefined
  }

  /** Ends it permanently. */
  stop(): void {
    this.#stopped = true
    this.#spare?.stop()
    this.#spare = undefined
  }
}
