import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { json, text } from 'node:stream/consumers'
import type { Express } from 'express'
import { DEFAULT_COST, hashing } from '#shared/auth/hashers.ts'
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
import { followRequest } from './open-requests.ts'
import { runJob } from './remote-database.ts'
import { seed } from './seed.ts'
import { startTrace, traceApp } from './trace.ts'
import { useApp } from './v2-token.ts'

/** The exports of a tree's app.ts. */
export interface AppModule {
  createApp(): Express
}

/** Handles requests as the app does, with the app's classes of messages. */
type AppListener = RequestListener & Pick<Express, 'request' | 'response'>

/** The lowest cost of bcrypt: checks hash often, and their passwords need no protection. */
const CHECK_COST = 4

/**
 * A tree's app with an empty database in memory, and with the routes `POST /__reset__/` and
 * `POST /__hook__/`, which exist only in checks.
 *
 * @param report called with errors of the tree's code that have no effect on a response
 */
export async function createTreeServer(
  module: AppModule,
  report: (error: unknown) => void = () => {},
): Promise<Server> {
  return createApiServer(await createTreeListener(module, report))
}

/** The same without a server. */
export async function createTreeListener(
  { createApp }: AppModule,
  report: (error: unknown) => void,
): Promise<AppListener> {
  lowerCost()
  await startEmpty()
  // Only until a reset: the recorded scenarios expect certain user ids.
  await keepIdsApart()
  const app = createApp()
  useApp(app)
  traceApp(app, report)
  const listener: RequestListener = (request, response) => {
    if (request.url === '/__reset__/')
      return answer(response, async () => resetTree(await skippedIds(request)), report)
    if (request.url === '/__hook__/') return answer(response, () => hook(request), report)
    startTrace()
    followRequest(request)
    replaceClasses(request)
    const job = { isOver: () => response.writableEnded, calls: startCalls() }
    runJob(job, () => app(request, response))
  }
  return Object.assign(listener, { request: app.request, response: app.response })
}

// Far from UTC, where many servers and people are: code that depends on the time zone must fail.
process.env.TZ = 'Asia/Kathmandu'

let isLowered = false

/** @throws RangeError if the tree has changed the cost, because its passwords would be weaker */
function lowerCost(): void {
  if (!isLowered && hashing.cost !== DEFAULT_COST)
    throw new RangeError(
      `The cost of a password hash must stay ${DEFAULT_COST}. This code changes it to ${hashing.cost}.`,
    )
  isLowered = true
  hashing.cost = CHECK_COST
}

/**
 * Starts again with the users of every session. The client counts as a proxy, so that
 * requests can come from many addresses, and the clock moves only by hooks.
 *
 * @param skip how many ids to skip before theirs
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

/** How many ids to skip before the first user, as a reset can request it. */
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
