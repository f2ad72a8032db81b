import type { Express, NextFunction, Request, Response } from 'express'
import {
  AuthenticationFailed,
  MethodNotAllowed,
  NotAuthenticated,
  PermissionDenied,
  Throttled,
} from '#shared/exceptions.ts'
import type { Decider } from '../policy.ts'

type Middleware = (request: Request, response: Response, next: NextFunction) => unknown
type ErrorMiddleware = (error: unknown, ...rest: Parameters<Middleware>) => unknown

let traced = false
let reachedHandler = false
/** The name of the middleware of a view that was entered last. */
let entered: string | undefined
let thrown: unknown

/** What a middleware is reported for that passes a request on a second time. */
export const NEXT_TWICE = 'NextTwice'

class NextTwice extends Error {
  override name = NEXT_TWICE
}

/**
 * Notes who decides about each request of an app.
 *
 * It watches from outside, in the router that Express has built: neither the tree nor shared/ knows
 * of it. A view is a row of middleware, whose last one calls the handler.
 *
 * @param report is told of a middleware that calls `next` twice: Express lets the rest of the row run
 *   again, or goes on to the next route, and says nothing
 */
export function traceApp(app: Express, report: (error: unknown) => void = () => {}): void {
  traced = true
  const { stack } = app.router
  for (const { route } of stack) {
    const row = route?.stack ?? []
    if (row.length < 2) continue
    for (const layer of row) {
      const own = layer.handle as Middleware
      layer.handle = (request: Request, response: Response, next: NextFunction) => {
        reachedHandler = layer === row.at(-1)
        entered = own.name
        // Called by a name, it would have that name on the stack that a learner reads.
        return Reflect.apply(own, undefined, [request, response, counted(next, report)])
      }
    }
  }
  const exceptionHandler = stack.at(-1)
  // An app that holds the traced one, as tests make, has none of its own.
  if (exceptionHandler?.handle.length !== 4) return
  const answer = exceptionHandler.handle as unknown as ErrorMiddleware
  // Express tells a handler of errors by its four parameters.
  const noted = (error: unknown, request: Request, response: Response, next: NextFunction) => {
    thrown = error
    return answer(error, request, response, next)
  }
  exceptionHandler.handle = noted as never
}

function counted(next: NextFunction, report: (error: unknown) => void): NextFunction {
  let calls = 0
  return (error?: unknown) => {
    calls += 1
    if (calls === 2) report(new NextTwice('next() was called twice'))
    next(error)
  }
}

/** Forgets the request before. */
export function startTrace(): void {
  reachedHandler = false
  entered = undefined
  thrown = undefined
}

/** Who decided about the last request; undefined when the app runs in another process. */
export function decidedLast(): Decider | undefined {
  if (!traced) return undefined
  if (thrown instanceof AuthenticationFailed) return 'authentication'
  if (thrown instanceof Throttled) return 'throttle'
  if (thrown instanceof MethodNotAllowed) return 'method'
  if (thrown instanceof NotAuthenticated || thrown instanceof PermissionDenied) {
    return reachedHandler ? 'object' : 'permission'
  }
  if (reachedHandler) return 'handler'
  // What breaks on its way to the handler.
  if (entered === 'performAuthentication') return 'authentication'
  return entered === 'checkPermissions' ? 'permission' : 'route'
}

/** What was thrown while the last request was answered. */
export function thrownLast(): unknown {
  return thrown
}
