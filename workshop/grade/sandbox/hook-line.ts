import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import { KeptRows } from '../evidence/kept-rows.ts'
import type { Asked, FromInside, ToInside } from './protocol.ts'

/** How long a hook may take, in milliseconds. */
const HOOK_LIMIT = 5000

/** Hooks of a sandbox, asked over its channel, and what it tells by itself: rows, hashes, errors. */
export class HookLine {
  /** The rows of its database, as it has told of each change. */
  readonly kept = new KeptRows()
  readonly #send: (message: ToInside) => void
  readonly #onSilence: () => void
  /** The callers that wait for a response. */
  readonly #asking = new Map<number, (answer: HookAnswer | undefined) => void>()
  #asked = 0
  #isClosed = false
  #hashes = 0
  /** Those that hooks have needed: how many depends on what was asked before. */
  #hashesOfHooks = 0
  #thrown: string[] = []

  /** @param onSilence is called when an answer does not come in time */
  constructor(send: (message: ToInside) => void, onSilence: () => void) {
    this.#send = send
    this.#onSilence = onSilence
  }

  /** Asks a hook; undefined when the sandbox has ended, or ends before it answers. */
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
   * Takes a message, and tells whether it was for this.
   *
   * @throws when it is one that no honest program sends
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

  /** How often a password was hashed for a request, and what was thrown since where no answer tells of it. */
  takeNotes(): { hashes: number; errors: string[] } {
    const errors = this.#thrown
    this.#thrown = []
    return { hashes: this.#hashes - this.#hashesOfHooks, errors }
  }

  /** A session begins: what was before is not counted in it. */
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
