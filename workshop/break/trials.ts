import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { hasEnded, tell } from '../../checks/harness/child-process.ts'
import { END_WITH_PARENT } from '../../checks/harness/end-with-parent.ts'
import { ROOT, WORKSHOP_DATA } from '../paths.ts'
import { compileProgram, type Modules } from './compile-program.ts'
import type { Played } from './play-example.ts'
import type { Trial, TrialMessage, TrialRequest } from './trial-child.ts'

/** On a learner's machine, more processes would only wait for each other. */
const PROCESSES = 2

/** The time limit of an example, in milliseconds: longer than a response may take. */
const LIMIT = 30_000

const FOLDER = path.join(WORKSHOP_DATA, 'break', String(process.pid))

process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }))

/** The result of a trial. Undefined if it takes too long, or ends its process. */
export type Outcome = Played | undefined

/** Runs examples in their own processes, which are kept until they are closed. */
export class Trials {
  readonly #program = compileAll()
  readonly #idle: (ChildProcess | undefined)[] = Array.from({ length: PROCESSES })
  readonly #waiting: ((child: ChildProcess | undefined) => void)[] = []
  readonly #known = new Map<string, Promise<Outcome>>()
  #closed = false

  constructor() {
    // The first trial reports what cannot be compiled.
    this.#program.catch(() => {})
  }

  /** Runs an example, or returns the result of the same one. */
  play(trial: Trial): Promise<Outcome> {
    const key = JSON.stringify(trial, (_, value) => (value instanceof RegExp ? `${value}` : value))
    const known = this.#known.get(key) ?? this.#play(trial)
    this.#known.set(key, known)
    return known
  }

  close(): void {
    this.#closed = true
    for (const child of this.#idle) child?.kill('SIGKILL')
    for (const give of this.#waiting.splice(0)) give(undefined)
  }

  async #play(trial: Trial): Promise<Outcome> {
    const program = await this.#program
    let child = await this.#take()
    try {
      if (this.#closed) return undefined
      if (!child || hasEnded(child)) child = await startChild(program)
      tell(child, { trial } satisfies TrialRequest)
      const told = await message(child)
      if (told?.type === 'played') return told.played
      child.kill('SIGKILL')
      return undefined
    } finally {
      this.#giveBack(child)
    }
  }

  #take(): Promise<ChildProcess | undefined> | ChildProcess | undefined {
    if (this.#idle.length > 0) return this.#idle.pop()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #giveBack(child: ChildProcess | undefined): void {
    if (this.#closed) child?.kill('SIGKILL')
    const next = this.#waiting.shift()
    if (next) next(child)
    else this.#idle.push(child)
  }
}

interface Program {
  modules: Modules
  file: string
}

async function compileAll(): Promise<Program> {
  mkdirSync(FOLDER, { recursive: true })
  const file = path.join(FOLDER, 'child.cjs')
  const child = build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(import.meta.dirname, 'trial-child.ts')],
    outfile: file,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  const [modules] = await Promise.all([compileProgram(ENTRY), child])
  return { modules, file }
}

const ENTRY = 'workshop/break/play-example.ts'

async function startChild({ modules, file }: Program): Promise<ChildProcess> {
  const child = fork(file, [path.join(ROOT, 'package.json')], {
    cwd: ROOT,
    execArgv: END_WITH_PARENT,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A RegExp is not part of JSON.
    serialization: 'advanced',
  })
  const told = await message(child)
  if (told?.type !== 'ready') throw new Error('The process that plays examples does not start.')
  tell(child, { modules, entry: ENTRY } satisfies TrialRequest)
  return child
}

/** The next message of the process, if there is one in time. */
function message(child: ChildProcess): Promise<TrialMessage | undefined> {
  return new Promise((resolve) => {
    const done = (told?: TrialMessage) => {
      clearTimeout(timer)
      child.off('message', done)
      child.off('exit', exited)
      resolve(told)
    }
    const exited = () => done()
    const timer = setTimeout(done, LIMIT)
    child.once('message', done)
    child.once('exit', exited)
  })
}
