import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import vm from 'node:vm'
import type { HookAnswer } from '../harness/answer-hook.ts'
import type { HookRequest } from '../harness/hook.ts'
import type { Instance } from './instance.ts'
import { forgetInstance, LENT_MODULES } from './lent-modules.ts'

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
  forgetInstance()
  const module = { exports: {} as { createInstance(): Promise<Instance> } }
  const run = script?.runInThisContext() as (...args: unknown[]) => void
  run((name: string) => LENT_MODULES[name] ?? load(name), module, module.exports)
  instance = await module.exports.createInstance()
}

function tell(message: ChildMessage): void {
  process.send?.(message)
}

function fail(error: unknown): void {
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}
