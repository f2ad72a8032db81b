import { setImmediate } from 'node:timers/promises'
import { OperationalError } from '#shared/db/backends/errors.ts'

/** What the database does while the next request is answered. */
export interface Fault {
  /** It happens to the call with this number, from 1 on … */
  call?: number
  /** … or to each of one kind on one table. */
  operation?: Operation
  table?: string
  /** The call fails, takes long, or keeps what it has read to itself until it is told to go on. */
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
/** Those of the request that waits. */
let held: Calls | undefined

/** The calls that one request makes to the database, and what happens to them. */
export class Calls {
  readonly #made: Call[] = []
  readonly #fault: Fault | undefined
  #release: () => void = () => {}

  constructor(fault?: Fault) {
    this.#fault = fault
  }

  release(): void {
    this.#release()
  }

  get made(): Call[] {
    return [...this.#made]
  }

  /** Makes a call as the fault wants it; undefined when nothing happens to it. */
  meet<T>(call: Call, work: () => Promise<T>): Promise<T> | undefined {
    this.#made.push(call)
    const { call: number, operation, table, how } = this.#fault ?? {}
    const isMeant =
      number === undefined
        ? call.operation === operation && call.table === table
        : number === this.#made.length
    if (!isMeant) return undefined
    if (how === 'fails') return Promise.reject(new OperationalError('the database does not answer'))
    if (how === 'slow') return someTurns().then(work)
    // A change is never held: other requests would have to wait for it.
    return call.operation === 'read' ? this.#hold(work) : undefined
  }

  async #hold<T>(work: () => Promise<T>): Promise<T> {
    const found = await work()
    held = this
    await new Promise<void>((resolve) => {
      this.#release = resolve
    })
    return found
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
  releaseCall()
}

function releaseCall(): void {
  held?.release()
  held = undefined
}

/** The hooks about the database. */
export const databaseHooks = {
  /** Arms a fault for the next request. */
  async set_fault({ call, operation, table, fault: how = 'fails' }: AskedFault) {
    armed = { call, operation, table, how }
    return { ok: true }
  },

  /** The calls of the last request, and whether one waits. */
  async database_calls() {
    return { calls: last?.made ?? [], isWaiting: held !== undefined }
  },

  /** Lets the call that waits go on. */
  async release_call() {
    releaseCall()
    return { ok: true }
  },
}
