import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Duplex, Writable } from 'node:stream'
import { Channel } from './channel.ts'
import type { Launch } from './container.ts'
import { HookLine } from './hook-line.ts'
import { LIMITS } from './limits.ts'
import type { FromInside, ToInside, Work } from './protocol.ts'

/** The time limits for the start of the program and for loading a tree, in milliseconds. */
const START_LIMIT = 30_000
const LOAD_LIMIT = 10_000

/** How much of a tree's output is kept, in characters from the end. */
const PRINTED_LIMIT = 4000

/** Why a tree is not served, or no longer served. */
export interface Ended {
  how: 'not loaded' | 'exited' | 'timed out' | 'flooded'
  /** In the submission's own words, so it must be escaped before it is shown. */
  message: string
  stack?: string
}

/** The end of a tree whose time is up. */
export const LATE: Ended = {
  how: 'timed out',
  message: 'the time limit for one submission was reached',
}

const SILENT: Ended = { how: 'timed out', message: 'it does not respond to the grader' }

/** An unprivileged process that serves one tree. */
export class Sandbox {
  readonly #launch: Launch
  readonly #child: ChildProcess
  readonly #channel: Channel
  readonly #ready: Promise<void>
  /** The hooks of the sandbox, and the rows that it reports. */
  readonly hooks: HookLine
  #told: (message: FromInside) => void = () => {}
  #printed = ''
  #printedBytes = 0
  #ended: Ended | undefined
  #onEnd: (ended: Ended) => void = () => {}

  constructor(launch: Launch) {
    const { command, args, env, filter } = launch
    this.#launch = launch
    this.#child = spawn(command, args, {
      env,
      stdio: ['pipe', 'pipe', 'pipe', ...(filter ? (['pipe'] as const) : [])],
      // Its own process group: Ctrl-C reaches only the grader, and stopping ends the whole group.
      detached: process.platform !== 'win32',
    })
    const { stdin, stdout, stderr } = this.#child
    if (!stdin || !stdout || !stderr) throw new Error('a sandbox has no pipes')
    const fourth = this.#child.stdio[3] as Writable | undefined
    // Without it, nothing starts, and the end of the process reports that.
    fourth?.on('error', () => {}).end(filter)
    this.#channel = new Channel(
      stdout,
      stdin,
      {
        onMessage: (message) => {
          if (!this.hooks.take(message as FromInside)) this.#told(message as FromInside)
        },
        onFault: (message) => this.#end({ how: 'flooded', message }),
      },
      LIMITS.answers,
    )
    this.hooks = new HookLine(
      (message) => this.#channel.send(message),
      () => this.#end(SILENT),
    )
    stderr.on('data', (chunk: Buffer) => this.#print(chunk))
    this.#child.once('error', ({ message }) => this.#end({ how: 'exited', message }))
    this.#child.once('close', () => {
      this.#end({ how: 'exited', message: this.#printed || 'its process ended' })
    })
    this.#ready = this.#hear('ready', START_LIMIT)
    // It can be stopped before its result is awaited.
    this.#ready.catch(() => {})
  }

  /** Why it has ended, if it has. */
  get ended(): Ended | undefined {
    return this.#ended
  }

  /** Resolves when the grader's own program in it is ready. Rejects if it cannot run here. */
  get ready(): Promise<void> {
    return this.#ready
  }

  /** Loads a tree. Returns the reason if it cannot be loaded. */
  async serve(work: Work): Promise<Ended | undefined> {
    try {
      await this.#ready
      const loaded = this.#hear('loaded', LOAD_LIMIT)
      this.#channel.send({ type: 'serve', ...work } satisfies ToInside)
      await loaded
      return undefined
    } catch {
      return this.#ended
    }
  }

  /** The folder for trees. */
  get scratch(): string {
    return this.#launch.scratch
  }

  connect(): Duplex {
    return this.#channel.connect()
  }

  /** Ends it because its time is up. */
  expire(): void {
    this.#end(LATE)
  }

  stop(): void {
    this.#end({ how: 'exited', message: 'it was stopped' })
  }

  /** Waits for a message of the program inside. Without it in time, the sandbox ends. */
  #hear(type: 'ready' | 'loaded', limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const message = `it did not ${type === 'ready' ? 'start' : 'load'} within ${limit / 1000} seconds`
      const timer = setTimeout(() => this.#end({ how: 'timed out', message }), limit)
      this.#onEnd = ({ message }) => {
        clearTimeout(timer)
        reject(new Error(message))
      }
      this.#told = (told) => {
        if (told?.type === type) {
          clearTimeout(timer)
          this.#told = () => {}
          resolve()
        }
        if (told?.type === 'not-loaded') {
          const [name, message, stack] = [told.name, told.message, told.stack].map(String)
          this.#end({ how: 'not loaded', message: `${name}: ${message}`, stack })
        }
      }
      if (this.#ended) this.#onEnd(this.#ended)
    })
  }

  #print(chunk: Buffer): void {
    this.#printedBytes += chunk.length
    this.#printed = (this.#printed + chunk.toString('utf8')).slice(-PRINTED_LIMIT)
    if (this.#printedBytes > LIMITS.printed) {
      const megabytes = LIMITS.printed / 1024 / 1024
      this.#end({ how: 'flooded', message: `it printed more than ${megabytes} MB` })
    }
  }

  #end(ended: Ended): void {
    if (this.#ended) return
    this.#ended = ended
    this.#channel.close()
    this.#onEnd(ended)
    this.hooks.close()
    try {
      if (process.platform === 'win32') this.#child.kill('SIGKILL')
      else process.kill(-(this.#child.pid as number), 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
    const { stop, scratch } = this.#launch
    if (stop) spawn(stop.command, stop.args, { stdio: 'ignore' }).on('error', () => {})
    if (this.#launch.command === process.execPath) rmSync(scratch, { recursive: true, force: true })
  }
}
