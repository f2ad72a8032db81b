import * as asyncHooks from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import vm from 'node:vm'
import bcrypt from 'bcryptjs'
import type { HookAnswer } from '../harness/answer-hook.ts'
import type { HookRequest } from '../harness/hook.ts'
import type { Instance } from './instance.ts'

/**
 * The process that holds a tree: it serves the tree's API, and begins each session with a fresh
 * instance of all of its modules, so that none knows of the session before.
 */

/** What the process tells the one that started it. */
export type ChildMessage =
  | { type: 'ready' }
  | { type: 'serving'; port: number }
  | { type: 'failed'; message: string }
  | { type: 'hook'; answer: HookAnswer }

/** What it is asked: to serve a compiled tree, then hooks, one at a time. */
export type ChildRequest = { file: string } | { hook: HookRequest | { skip: number } }

const load = createRequire(process.argv[2] as string)
// Loading is most of what a start costs: it is done before there is a tree.
for (const name of ['express', 'lowdb', 'tinypool']) load(name)

let script: vm.Script | undefined
let instance: Instance | undefined
let storages: asyncHooks.AsyncLocalStorage<unknown>[] = []

process.on('unhandledRejection', (error) => instance?.noteOutside(error))
process.on('uncaughtException', (error) => instance?.noteOutside(error))
process.on('disconnect', () => process.exit())
process.on('message', (request: ChildRequest) => {
  const work = 'file' in request ? serve(request.file) : hook(request.hook)
  work.catch(fail)
})
tell({ type: 'ready' })

async function serve(file: string): Promise<void> {
  const code = readFileSync(file, 'utf8')
  script = new vm.Script(`(function (require, module, exports) {${code}\n})`, { filename: file })
  await renew()
  const server = createServer((request, response) => instance?.listener(request, response))
  server.listen(0, '127.0.0.1', () => {
    tell({ type: 'serving', port: (server.address() as AddressInfo).port })
  })
}

/** Each session begins with a fresh instance. */
async function hook(asked: HookRequest | { skip: number }): Promise<void> {
  if ('skip' in asked) await renew()
  if (instance) tell({ type: 'hook', answer: await instance.hook(asked) })
}

async function renew(): Promise<void> {
  // One that nobody uses any more would slow down every promise of this process.
  for (const storage of storages) storage.disable()
  storages = []
  const own: Record<string, unknown> = {
    bcryptjs: { ...bcrypt, hash: hashOnce, compare: compareOnce },
    'node:async_hooks': { ...asyncHooks, AsyncLocalStorage: Storage },
  }
  const module = { exports: {} as { createInstance(): Promise<Instance> } }
  const run = script?.runInThisContext() as (...args: unknown[]) => void
  run((name: string) => own[name] ?? load(name), module, module.exports)
  instance = await module.exports.createInstance()
}

class Storage<T> extends asyncHooks.AsyncLocalStorage<T> {
  constructor() {
    super()
    storages.push(this as asyncHooks.AsyncLocalStorage<unknown>)
  }
}

const results = new Map<string, Promise<unknown>>()

/** Hashing is most of what a login costs, and every session has the same passwords. */
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

function tell(message: ChildMessage): void {
  process.send?.(message)
}

function fail(error: unknown): void {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}
