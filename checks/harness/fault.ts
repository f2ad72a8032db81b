import { setImmediate } from 'node:timers/promises'
import { OperationalError } from '#shared/db/backends/errors.ts'

/** What the database does while the next request is answered. */
export interface Fault {
  /** It happens to the call with this number, from 1 on … */
  call?: number
  /** … or to each of one kind on one table. */
  operation?: Operation
  table?: string
  /** The call fails, takes long, or waits until it is told to go on. */
  how: 'fails' | 'slow' | 'waits'
}

/** A fault as a hook is asked for it: a call fails unless it says otherwise. */
type AskedFault = Omit<Fault, 'how'> & { fault?: Fault['how'] }

export type Operation = 'read' | 'write'

/** A call that a request has made to the database. */
interface Call {
  operation: Operation
  table: string
}

let armed: Fault | undefined
let last: Calls | undefined

/** The calls that one request makes to the database, and what happens to them. */
export class Calls {
  readonly #made: Call[] = []
  readonly #fault: Fault | undefined
  readonly #released: Promise<void>
  release: () => void = () => {}
  /** One of them waits. */
  isWaiting = false

  constructor(fault?: Fault) {
    this.#fault = fault
    this.#released = new Promise((resolve) => {
      this.release = resolve
    })
  }

  get made(): Call[] {
    return [...this.#made]
  }

  /** Notes a call; resolves, or not, as the fault wants it. Undefined when nothing happens to it. */
  meet(call: Call): Promise<void> | undefined {
    this.#made.push(call)
    const { call: number, operation, table, how } = this.#fault ?? {}
    const isMeant =
      number === undefined
        ? call.operation === operation && call.table === table
        : number === this.#made.length
    if (!isMeant) return undefined
    if (how === 'fails') return Promise.reject(new OperationalError('the database does not answer'))
    return how === 'slow' ? someTurns() : this.#wait()
  }

  async #wait(): Promise<void> {
    this.isWaiting = true
    await this.#released
    this.isWaiting = false
  }
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate()
}

/** Begins with a request: what was armed is for it, and for no other. */
export function startCalls(): Calls {
  last = new Calls(armed)
  armed = undefined
  return last
}

export function forgetFault(): void {
  armed = undefined
  last?.release()
}

/** The hooks about the database. */
export const databaseHooks = {
  /** Arms a fault for the next request. */
  async set_fault({ call, operation, table, fault: how = 'fails' }: AskedFault) {
    armed = { call, operation, table, how }
    return { ok: true }
  },

  /** The calls of the last request, and whether one of them waits. */
  async database_calls() {
    return { calls: last?.made ?? [], isWaiting: last?.isWaiting ?? false }
  },

  /** Lets the call that waits go on. */
  async release_call() {
    last?.release()
    return { ok: true }
  },
}
