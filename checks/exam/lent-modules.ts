import * as asyncHooks from 'node:async_hooks'
import bcrypt from 'bcryptjs'

/**
 * Modules that all instances of an API in one process share. They are not loaded again, so a new
 * instance is fast.
 */
export const LENT_MODULES: Record<string, unknown> = {
  bcryptjs: { ...bcrypt, hash: hashOnce, compare: compareOnce },
  'node:async_hooks': { ...asyncHooks, AsyncLocalStorage: lentStorage() },
}

let storages: asyncHooks.AsyncLocalStorage<unknown>[] = []

/**
 * Releases the previous instance. Its AsyncLocalStorage would slow down every promise of this
 * process.
 */
export function forgetInstance(): void {
  for (const storage of storages) storage.disable()
  storages = []
}

function lentStorage() {
  return class Storage<T> extends asyncHooks.AsyncLocalStorage<T> {
    constructor() {
      super()
      storages.push(this as asyncHooks.AsyncLocalStorage<unknown>)
    }
  }
}

const results = new Map<string, Promise<unknown>>()

/** Hashing takes most of the time of a login, and all sessions use the same passwords. */
function once<T>(key: string, work: () => Promise<T>): Promise<T> {
  const result = results.get(key) ?? work()
  results.set(key, result)
  return result as Promise<T>
}

function hashOnce(text: string, cost: number): Promise<string> {
  return once(`${cost} ${text}`, () => bcrypt.hash(text, cost))
}

function compareOnce(text: string, hash: string): Promise<boolean> {
  return once(`${hash} ${text}`, () => bcrypt.compare(text, hash))
}
