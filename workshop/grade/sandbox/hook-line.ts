import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import { KeptRows } from '../evidence/kept-rows.ts'
import type { Asked, FromInside, ToInside } from './protocol.ts'

/** The time limit of a hook, in milliseconds. */
const HOOK_LIMIT = 5000

/**
 * Calls the hooks of a sandbox over its channel, and receives what it reports: rows, hashes,
 * errors.
 */
export class HookLine {
  /** The rows of its database, from the changes that it has sent. */
  readonly kept = new KeptRows()
  readonly #send: (message: ToInside) => void
  readonly #onSilence: () => void
  /** The callers that wait for a response. */
  readonly #asking = new Map<number, (answer: HookAnswer | undefined) => void>()
  #asked = 0
  #isClosed = false
  #hashes = 0
  /** The hashes for hooks. Their number depends on earlier hooks, so they are not compared. */
  #hashesOfHooks = 0
  #thrown: string[] = []

  /** @param onSilence called if a response does not come in time */
  constructor(send: (message: ToInside) => void, onSilence: () => void) {
    this.#send = send
    this.#onSilence = onSilence
  }

  /** Calls a hook. Returns undefined if the sandbox ends before it responds. */
  ask(asked: Asked): Promise<HookAnswer | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined)
    this.#asked += 1
    const id = this.#asked
    const rows = 'op' in asked && asked.op === 'restart' ? this.kept.toFile() : undefined
    const before = this.#hashes
    const late = setTimeout(this.#onSilence, HOOK_LIMIT)
    this.#send({ type: 'hook', id, asked, rows })
    return new Promise((resolve) => {
      this.#asking.set(id, (answer) => {
        clearTimeout(late)
        this.#hashesOfHooks += this.#hashes - before
        if ('skip' in asked) this.#forgetNotes()
        resolve(answer)
      })
    })
  }

  /**
   * Handles a message, and returns whether it was for this class.
   *
   * @throws Error if no honest program sends such a message
   */
  take(message: FromInside): boolean {
    if (message.type === 'tables') this.kept.begin(message.file)
    else if (message.type === 'commit') this.kept.commit(message.lines)
    else if (message.type === 'hashes') this.#hashes = Number(message.count)
    else if (message.type === 'thrown') this.#thrown.push(String(message.name).slice(0, 200))
    else if (message.type === 'hook') {
      const { id, answer } = message
      this.#asking.get(id)?.({ status: Number(answer.status), body: Object(answer.body) })
      this.#asking.delete(id)
    } else return false
    return true
  }

  /**
   * How often passwords were hashed for requests, and the errors since the last call that no
   * response reports.
   */
  takeNotes(): { hashes: number; errors: string[] } {
    const errors = this.#thrown
    this.#thrown = []
    return { hashes: this.#hashes - this.#hashesOfHooks, errors }
  }

  /** Forgets what was counted before a session. */
  #forgetNotes(): void {
    this.#hashesOfHooks = this.#hashes
    this.#thrown = []
  }

  close(): void {
    this.#isClosed = true
    for (const resolve of this.#asking.values()) resolve(undefined)
    this.#asking.clear()
  }
}
