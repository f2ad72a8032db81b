import { gotRequestException, type RequestException } from '#shared/http/got-request-exception.ts'
import { answerHook, type HookAnswer } from './answer-hook.ts'
import type { HookRequest } from './hook.ts'
import { runHook } from './hooks.ts'
import { roads } from './http-client.ts'
import { LocalAgent } from './local-agent.ts'
import { type AppModule, createTreeServer } from './tree-server.ts'

const elsewhere = process.env.SUBJECT_URL
/** The `Host` of requests to the tree in this process, as in Django's test client. */
const TREE = 'testserver'
let firstError: unknown

/**
 * The URL of the target: the server in SUBJECT_URL, or the tree behind `#subject`, in this
 * process.
 */
export const targetUrl: string = elsewhere ?? (await startTree())

/** What the tree's code threw during the last request. Another server does not report it. */
export function takeTreeError(): unknown {
  const error = firstError
  firstError = undefined
  return error
}

/** Calls a hook, or returns undefined if it must be called over HTTP. */
type AskHook = (asked: HookRequest) => Promise<HookAnswer | undefined>

/** Calls a hook over HTTP, unless there is a shorter way to the server. */
let askElsewhere: AskHook = async () => undefined

/** Sets another way than HTTP to call the hooks of another server. */
export function askHooksBy(way: AskHook): void {
  askElsewhere = way
}

/** Calls a hook of the tree in this process, or returns undefined if it must be called over HTTP. */
export async function hookHere(asked: HookRequest): Promise<HookAnswer | undefined> {
  if (elsewhere) return askElsewhere(asked)
  return answerHook(() => runHook(asked), remember)
}

/** The first one, because the others follow from it. */
function remember(error: unknown): void {
  firstError ??= error
}

async function startTree(): Promise<string> {
  gotRequestException.connect('request', ({ error }: RequestException) => remember(error))
  const app = (await import('#subject/app.ts')) as AppModule
  roads.set(TREE, new LocalAgent(await createTreeServer(app, remember)))
  return `http://${TREE}`
}
