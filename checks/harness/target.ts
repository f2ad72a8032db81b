import { gotRequestException, type RequestException } from '#shared/http/got-request-exception.ts'
import { answerHook, type HookAnswer } from './answer-hook.ts'
import type { HookRequest } from './hook.ts'
import { runHook } from './hooks.ts'
import { roads } from './http-client.ts'
import { LocalAgent } from './local-agent.ts'
import { type AppModule, createTreeServer } from './tree-server.ts'

const elsewhere = process.env.SUBJECT_URL
/** What requests call the tree in this process, as those of Django's test client do. */
const TREE = 'testserver'
let firstError: unknown

/**
 * Where the target answers: the server that SUBJECT_URL names, or the tree behind `#subject`, in this
 * process.
 */
export const targetUrl: string = elsewhere ?? (await startTree())

/** What the tree's own code threw while it answered, once; a server elsewhere does not tell. */
export function takeTreeError(): unknown {
  const error = firstError
  firstError = undefined
  return error
}

/** Asks a hook; undefined where it has to be asked over HTTP. */
type AskHook = (asked: HookRequest) => Promise<HookAnswer | undefined>

/** Over HTTP, unless there is a shorter way to the server elsewhere. */
let askElsewhere: AskHook = async () => undefined

/** Has hooks of a server elsewhere be asked in another way than over HTTP. */
export function askHooksBy(way: AskHook): void {
  askElsewhere = way
}

/** Asks a hook of the tree in this process; undefined when it has to be asked over HTTP. */
export async function hookHere(asked: HookRequest): Promise<HookAnswer | undefined> {
  if (elsewhere) return askElsewhere(asked)
  return answerHook(() => runHook(asked), remember)
}

/** The first one: what follows comes of it. */
function remember(error: unknown): void {
  firstError ??= error
}

async function startTree(): Promise<string> {
  gotRequestException.connect('request', ({ error }: RequestException) => remember(error))
  const app = (await import('#subject/app.ts')) as AppModule
  roads.set(TREE, new LocalAgent(await createTreeServer(app, remember)))
  return `http://${TREE}`
}
