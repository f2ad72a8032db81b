import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { json, text } from 'node:stream/consumers'
import type { Express } from 'express'
import { hashing } from '#shared/auth/hashers.ts'
import { stopClock } from '#shared/clock.ts'
import { createApiServer } from '#shared/http/api-server.ts'
import { proxies } from '#shared/http/client-address.ts'
import { sslProxy } from '#shared/http/is-secure.ts'
import { answerHook } from './answer-hook.ts'
import { keepIdsApart, startEmpty } from './check-database.ts'
import { forgetClasses, replaceClasses } from './classes.ts'
import { forgetFault, startCalls } from './fault.ts'
import type { HookRequest } from './hook.ts'
import { runHook } from './hooks.ts'
import { runJob } from './remote-database.ts'
import { seed } from './seed.ts'
import { startTrace, traceApp } from './trace.ts'
import { useApp } from './v2-token.ts'

/** What a tree's app.ts offers. */
export interface AppModule {
  createApp(): Express
}

/** The lowest cost bcrypt has: checks hash often, and their passwords are worth nothing. */
const CHECK_COST = 4

/**
 * A tree's app on an empty database in memory, with `POST /__reset__/` and `POST /__hook__/`
 * beside it. These two routes exist in checks only, never in the API.
 *
 * @param report is told what the tree's code does wrong where no answer tells of it
 */
export async function createTreeServer(
  module: AppModule,
  report: (error: unknown) => void = () => {},
): Promise<Server> {
  return createApiServer(await createTreeListener(module, report))
}

/** The same without a server around it. */
export async function createTreeListener(
  { createApp }: AppModule,
  report: (error: unknown) => void,
): Promise<RequestListener> {
  hashing.cost = CHECK_COST
  await startEmpty()
  // Until a reset: the recorded scenarios know the ids of their users.
  await keepIdsApart()
  const app = createApp()
  useApp(app)
  traceApp(app, report)
  return (request, response) => {
    if (request.url === '/__reset__/')
      return answer(response, async () => resetTree(await skippedIds(request)), report)
    if (request.url === '/__hook__/') return answer(response, () => hook(request), report)
    startTrace()
    replaceClasses(request)
    const job = { isOver: () => response.writableEnded, calls: startCalls() }
    runJob(job, () => app(request, response))
  }
}

/**
 * Begins anew with the users that every session knows. The one who asks is taken for a proxy, so that
 * requests can come from many addresses, and time stands still but for what is let pass.
 *
 * @param skip how many ids are gone before theirs
 */
export async function resetTree(skip: number): Promise<object> {
  await startEmpty()
  forgetClasses()
  forgetFault()
  sslProxy.isTrusted = false
  stopClock()
  proxies.trusted = 1
  return seed(skip)
}

/** How many ids are gone before the first user: a request for a reset may say so. */
async function skippedIds(request: IncomingMessage): Promise<number> {
  const body = await text(request)
  return body === '' ? 0 : Number(JSON.parse(body).skip ?? 0)
}

async function hook(request: IncomingMessage): Promise<object> {
  return runHook((await json(request)) as HookRequest)
}

async function answer(
  response: ServerResponse,
  work: () => Promise<object>,
  report: (error: unknown) => void,
): Promise<void> {
  const { status, body } = await answerHook(work, report)
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
