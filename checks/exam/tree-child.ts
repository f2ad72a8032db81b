import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import vm from 'node:vm'
import { messageClassesOf } from '#shared/http/message-classes.ts'
import type { HookAnswer } from '../harness/answer-hook.ts'
import type { HookRequest } from '../harness/hook.ts'
import { roads } from '../harness/http-client.ts'
import { LocalAgent } from '../harness/local-agent.ts'
import { moveClock, resetClocks } from '../harness/moved-clock.ts'
import type { Instance } from './instance.ts'
import { forgetInstance, LENT_MODULES } from './lent-modules.ts'
import { type Entry, play, type Seen, type Transcript } from './play.ts'
import type { Session } from './session.ts'
import { NO_ANSWER, type Target, targetAt } from './target.ts'

/**
 * The process of a tree: it serves the tree's API, or runs sessions on it. Each session starts with
 * new instances of all modules, so that no state remains from the previous one.
 */

/** Messages to the parent process. */
export type ChildMessage =
  | { type: 'ready' }
  | { type: 'serving'; port: number }
  | { type: 'failed'; message: string }
  | { type: 'hook'; answer: HookAnswer }
  /** Sent regularly while a session runs. */
  | { type: 'playing' }
  /** Without a transcript if the session did not run to its end. */
  | { type: 'played'; transcript?: Transcript }

type Asked = HookRequest | { skip: number }

/** Messages from the parent: a compiled tree to serve, then hooks and sessions, one at a time. */
export type ChildRequest = { file: string } | { hook: Asked } | { play: Session }

/** The interval between `playing` messages, in milliseconds. */
const BEAT = 500
/**
 * The time limit of a response, in milliseconds. If it is exceeded, the session is run from
 * outside.
 */
const PATIENCE = 1000
/** The host name in the requests of a session. */
const HOST = 'testserver'

const load = createRequire(process.argv[2] as string)
// Loading takes most of the start, so it is done before there is a tree.
for (const name of ['express', 'lowdb', 'tinypool']) load(name)

let script: vm.Script | undefined
let instance: Instance | undefined
let inside: Target | undefined

process.on('unhandledRejection', (error) => instance?.noteOutside(error))
process.on('uncaughtException', (error) => instance?.noteOutside(error))
process.on('disconnect', () => process.exit())
process.on('message', (request: ChildRequest) => {
  obey(request).catch(fail)
})
tell({ type: 'ready' })

function obey(request: ChildRequest): Promise<void> {
  if ('file' in request) return serve(request.file)
  return 'play' in request ? playInside(request.play) : hook(request.hook)
}

async function serve(file: string): Promise<void> {
  const code = readFileSync(file, 'utf8')
  script = new vm.Script(`(function (require, module, exports) {${code}\n})`, { filename: file })
  await renew()
  const server = createServer(MESSAGE_CLASSES, (request, response) =>
    instance?.listener(request, response),
  )
  roads.set(HOST, new LocalAgent(server))
  inside = { ...targetAt(`http://${HOST}`), hook: hookInside }
  server.listen(0, '127.0.0.1', () => {
    tell({ type: 'serving', port: (server.address() as AddressInfo).port })
  })
}

/** The classes of the current instance's app, as options for the one server of all instances. */
const MESSAGE_CLASSES = {
  IncomingMessage: classOf<typeof IncomingMessage>('IncomingMessage'),
  ServerResponse: classOf<typeof ServerResponse>('ServerResponse'),
}

function classOf<T>(name: 'IncomingMessage' | 'ServerResponse'): T {
  const construct = (_: unknown, given: unknown[]) => {
    const { [name]: ofApp = Object } = messageClassesOf((instance as Instance).listener)
    return Reflect.construct(ofApp, given)
  }
  return new Proxy(Object, { construct }) as T
}

async function hook(asked: Asked): Promise<void> {
  const answer = await answerHook(asked)
  if (answer) tell({ type: 'hook', answer })
}

/** Each session starts with a new instance. */
async function answerHook(asked: Asked): Promise<HookAnswer | undefined> {
  if ('skip' in asked) await renew()
  // The tree may read any clock, not only the one of shared/.
  else if (asked.op === 'advance_clock') moveClock(asked.seconds ?? 0)
  return instance?.hook(asked)
}

async function hookInside(asked: Asked): Promise<unknown> {
  const answer = await answerHook(asked)
  return answer?.status === 200 ? answer.body : undefined
}

async function playInside(session: Session): Promise<void> {
  const beat = setInterval(() => tell({ type: 'playing' }), BEAT)
  try {
    const isAnswered = ({ body }: Seen) => body !== NO_ANSWER
    const goOn = ({ answers }: Entry) => answers.every(isAnswered)
    const transcript = await play(session, inside as Target, { goOn, patience: PATIENCE })
    const last = transcript.at(-1) as Entry
    tell({ type: 'played', ...(goOn(last) && !last.ended && { transcript }) })
  } finally {
    clearInterval(beat)
  }
}

async function renew(): Promise<void> {
  forgetInstance()
  resetClocks()
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
