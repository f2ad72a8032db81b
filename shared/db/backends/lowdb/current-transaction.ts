import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transaction } from './transaction.ts'

const storage = new AsyncLocalStorage<Transaction>()
let running = 0

/** The transaction inside which the caller runs, unless it has ended. */
export function currentTransaction(): Transaction | undefined {
  const transaction = storage.getStore()
  return transaction?.ended ? undefined : transaction
}

/** Runs `work` inside the transaction; afterwards nothing can be added to it. */
export async function runInside<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  running++
  try {
    return await storage.run(transaction, work)
  } finally {
    transaction.ended = true
    // On Node 20 a storage in use makes every promise of the process slower.
    if (--running === 0) storage.disable()
  }
}
