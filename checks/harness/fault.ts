import { setImmediate } from 'node:timers/promises'
import { OperationalError } from '#shared/db/backends/errors.ts'

/** What the database does during the next request. */
export interface Fault {
  /** It affects the call with this number, starting at 1 … */
  call?: number
  /** … or every call of one kind on one table. */
  operation?: Operation
  table?: string
  /** The call fails, is slow, or waits with its result until it is released. */
  how: 'fails' | 'slow' | 'waits'
}

/** A fault as a hook gets it. By default, a call fails. */
type AskedFault = Omit<Fault, 'how'> & { fault?: Fault['how'] }

export type Operation = 'read' | 'write'

/** A database call of a request. */
interface Call {
  operation: Operation
  table: string
}

let armed: Fault | undefined
let last: Calls | undefined
/** The calls of the request that waits. */
let held: Calls | undefined

/** The database calls of one request, and their faults. */
export class Calls {
  readonly #made: Call[] = []
  readonly #fault: Fault | undefined
  #hasFailed = false
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

  /** Whether its fault made a call fail. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** Runs a call with the fault, or returns undefined if it is not affected. */
  meet<T>(call: Call, work: () => Promise<T>): Promise<T> | undefined {
    this.#made.push(call)
    const { call: number, operation, table, how } = this.#fault ?? {}
    const isMeant =
      number === undefined
        ? call.operation === operation && call.table === table
        : number === this.#made.length
    if (!isMeant) return undefined
    if (how === 'fails') {
      this.#hasFailed = true
      return Promise.reject(new OperationalError('the database does not answer'))
    }
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

/** Called when a request begins: the armed fault is only for this request. */
export function startCalls(): Calls {
  last = new Calls(armed)
  armed = undefined
  return last
}

export function forgetFault(): void {
  armed = undefined
  last = undefined
  releaseCall()
}

/** Whether a fault made a call of the last request fail. */
export function hasFailed(): boolean {
  return last?.hasFailed ?? false
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

  /** Releases the call that waits. */
  async release_call() {
    releaseCall()
    return { ok: true }
  },
}
