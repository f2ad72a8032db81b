import type { Request, RequestHandler, Response } from 'express'
import { answering } from '../auth/hash-pool.ts'
import { MethodNotAllowed } from '../exceptions.ts'
import { parses } from './parsers.ts'

/** Handles a request for one method of a view, and sends the response. */
export type Handler = (request: Request, response: Response) => void | Promise<void>

/** A view's handlers by method. `get` also handles HEAD; the view itself handles OPTIONS. */
export interface Handlers {
  get?: Handler
  post?: Handler
  put?: Handler
  patch?: Handler
  delete?: Handler
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The view's methods in the order in which DRF lists them. */
export function allowedMethods(handlers: Handlers): string[] {
  const methods = METHODS.filter((method) => handlers[method]).map((method) => method.toUpperCase())
  return handlers.get ? [...methods, 'HEAD', 'OPTIONS'] : [...methods, 'OPTIONS']
}

/** Calls the handler for the request's method, or throws MethodNotAllowed. */
export function dispatch(name: string, handlers: Handlers): RequestHandler {
  const byMethod = new Map<string, Handler>([['OPTIONS', describe(name)]])
  for (const method of METHODS) {
    const handler = handlers[method]
    if (handler) byMethod.set(method.toUpperCase(), handler)
  }
  if (handlers.get) byMethod.set('HEAD', handlers.get)
  return (request, response) => {
    const handler = byMethod.get(request.method)
    if (!handler) throw new MethodNotAllowed(request.method)
    // A context makes every promise of the process slower, so only requests that can hash have one.
    if (handler === handlers.get || isLoggedIn(request)) return handler(request, response)
    return answering.run(response, () => handler(request, response))
  }
}

/** Passwords are for clients without a token, and for the open views in which they get one. */
function isLoggedIn({ user, permissionClasses }: Request): boolean {
  return user.isAuthenticated && permissionClasses.length > 0
}

/** https://www.django-rest-framework.org/api-guide/metadata/ */
function describe(name: string): Handler {
  return (_request, response) => {
    response.json({ name, description: '', renders: ['application/json'], parses })
  }
}
