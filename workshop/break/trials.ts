import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { END_WITH_PARENT } from '../../checks/harness/end-with-parent.ts'
import { ROOT, WORKSHOP_DATA } from '../paths.ts'
import { compileProgram, type Modules } from './compile-program.ts'
import type { Played } from './play-example.ts'
import type { Trial, TrialMessage, TrialRequest } from './trial-child.ts'

/** More than two would only wait for one another on a learner's machine. */
const PROCESSES = 2

/** How long one example may take, in milliseconds. */
const LIMIT = 10_000

const FOLDER = path.join(WORKSHOP_DATA, 'break', String(process.pid))

process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }))

/** What comes of a trial; nothing when it takes too long, or ends its process. */
export type Outcome = Played | undefined

/** Plays examples in processes of their own, which stay warm until they are closed. */
export class Trials {
  readonly #program = compileAll()
  readonly #idle: (ChildProcess | undefined)[] = Array.from({ length: PROCESSES })
  readonly #waiting: ((child: ChildProcess | undefined) => void)[] = []
  readonly #known = new Map<string, Promise<Outcome>>()
  #closed = false

  constructor() {
    // What cannot be compiled is told by the first trial.
    this.#program.catch(() => {})
  }

  /** Plays an example, or tells what came of the same one before. */
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
      child.send({ trial } satisfies TrialRequest, () => {})
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

/** What is loaded together with an API. */
const ENTRY = 'workshop/break/play-example.ts'

async function startChild({ modules, file }: Program): Promise<ChildProcess> {
  const child = fork(file, [path.join(ROOT, 'package.json')], {
    cwd: ROOT,
    execArgv: END_WITH_PARENT,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A RegExp is no JSON.
    serialization: 'advanced',
  })
  const told = await message(child)
  if (told?.type !== 'ready') throw new Error('The process that plays examples does not start.')
  child.send({ modules, entry: ENTRY } satisfies TrialRequest)
  return child
}

function hasEnded({ exitCode, signalCode, connected }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || !connected
}

/** The next thing that the process tells, if it tells one in time. */
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
