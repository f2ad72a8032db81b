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
/** The name of the last middleware of a view that was called. */
let entered: string | undefined
let thrown: unknown

/** Reports middleware that calls `next` a second time. */
export const NEXT_TWICE = 'NextTwice'

class NextTwice extends Error {
  override name = NEXT_TWICE
}

/**
 * Records what decides each request of an app.
 *
 * It wraps the router that Express has built, so neither the tree nor shared/ depends
 * on it. A view is a list of middleware, and the last one calls the handler.
 *
 * @param report called if middleware calls `next` twice: Express then silently runs the rest of the list
 *   again, or the next route
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
        // With a name, it would appear in the stack that a learner reads.
        return Reflect.apply(own, undefined, [request, response, counted(next, report)])
      }
    }
  }
  const exceptionHandler = stack.at(-1)
  // An app that contains the traced one, as in tests, has no router.
  if (exceptionHandler?.handle.length !== 4) return
  const answer = exceptionHandler.handle as unknown as ErrorMiddleware
  // Express recognises an error handler by its four parameters.
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

/** Clears the record of the previous request. */
export function startTrace(): void {
  reachedHandler = false
  entered = undefined
  thrown = undefined
}

/** What decided the last request, or undefined if the app runs in another process. */
export function decidedLast(): Decider | undefined {
  if (!traced) return undefined
  if (thrown instanceof AuthenticationFailed) return 'authentication'
  if (thrown instanceof Throttled) return 'throttle'
  if (thrown instanceof MethodNotAllowed) return 'method'
  if (thrown instanceof NotAuthenticated || thrown instanceof PermissionDenied) {
    return reachedHandler ? 'object' : 'permission'
  }
  if (reachedHandler) return 'handler'
  // An error before the handler was reached.
  if (entered === 'performAuthentication') return 'authentication'
  return entered === 'checkPermissions' ? 'permission' : 'route'
}

/** What was thrown during the last request. */
export function thrownLast(): unknown {
  return thrown
}
