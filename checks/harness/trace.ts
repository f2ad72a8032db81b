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
/** The part of the view that was called last. */
let entered: Decider | undefined
let objectAsked = false
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
    const names = row.map(({ handle }) => handle.name)
    for (const [at, layer] of row.entries()) {
      const own = layer.handle as Middleware
      const isHandler = at === row.length - 1
      const part = isHandler ? 'handler' : partOf(names, at)
      layer.handle = (request: Request, response: Response, next: NextFunction) => {
        reachedHandler = isHandler
        entered = part
        if (isHandler) noteObjectPermissions(request.permissionClasses)
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

const PARTS: Record<string, Decider> = {
  performAuthentication: 'authentication',
  checkPermissions: 'permission',
  checkThrottles: 'throttle',
}

/** The part of a view that its middleware belongs to: the last one that has begun. */
function partOf(names: string[], at: number): Decider {
  const begun = names.slice(0, at + 1).findLast((name) => Object.hasOwn(PARTS, name))
  return begun === undefined ? 'before' : (PARTS[begun] as Decider)
}

const noted = new WeakSet<object>()

/** Records when a class is asked about an object. The class itself stays the same. */
function noteObjectPermissions(classes: unknown): void {
  if (!Array.isArray(classes)) return
  for (const { prototype } of classes.filter((each) => typeof each === 'function')) {
    const own = prototype?.hasObjectPermission
    if (typeof own !== 'function' || noted.has(own)) continue
    const asked = function (this: unknown, ...args: unknown[]) {
      objectAsked = true
      return Reflect.apply(own, this, args)
    }
    noted.add(asked)
    Reflect.set(prototype, 'hasObjectPermission', asked)
  }
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
  objectAsked = false
  thrown = undefined
}

/** What decided the last request, or undefined if the app runs in another process. */
export function decidedLast(): Decider | undefined {
  if (!traced) return undefined
  if (thrown instanceof AuthenticationFailed) return 'authentication'
  if (thrown instanceof Throttled) return 'throttle'
  if (thrown instanceof MethodNotAllowed) return 'method'
  if (thrown instanceof NotAuthenticated || thrown instanceof PermissionDenied) {
    return reachedHandler ? 'object' : (entered ?? 'permission')
  }
  return entered ?? 'route'
}

/** Whether the last request asked a permission class about an object. */
export function askedObjectLast(): boolean {
  return objectAsked
}

/** What was thrown during the last request. */
export function thrownLast(): unknown {
  return thrown
}
