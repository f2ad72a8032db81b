import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { OperationalError } from '#shared/db/backends/errors.ts'
import { Manager } from '#shared/db/manager.ts'
import type { HookRequest } from './hook.ts'

/** What the database does in the next request: one kind of operation on one table fails, or is slow. */
type Fault = Pick<HookRequest, 'table' | 'operation' | 'slow'>

let next: Fault | undefined
let current: Fault | undefined

const OPERATIONS = {
  read: ['all', 'filter', 'find', 'count'],
  write: ['create', 'bulkCreate', 'save', 'update', 'delete'],
} as const

for (const [operation, names] of Object.entries(OPERATIONS)) {
  for (const name of names) {
    const original = Manager.prototype[name] as (...args: unknown[]) => Promise<unknown>
    // Not async: while there is no fault, the caller's line stays on the stack.
    const faulty = function (this: Manager<never>, ...args: unknown[]) {
      const work = () => original.apply(this, args)
      const meets = current?.table === this.model.table && current.operation === operation
      return meets ? meetFault(work) : work()
    }
    Object.assign(Manager.prototype, { [name]: faulty })
  }
}

async function meetFault(work: () => Promise<unknown>): Promise<unknown> {
  if (!current?.slow) throw new OperationalError('the database does not answer')
  for (let turn = 0; turn < 5; turn += 1) await setImmediate()
  return work()
}

/** Arms a fault for the next request, and for no other. */
export async function setFault({ table, operation, slow }: HookRequest) {
  next = { table, operation, slow }
  return { ok: true }
}

export function forgetFault(): void {
  next = undefined
  current = undefined
}

/** Begins with a request what was armed for it; it ends with the answer. */
export function startFault(response: ServerResponse): void {
  if (!next) return
  current = next
  next = undefined
  response.once('close', forgetFault)
}
