import type { Request, RequestHandler, Response } from 'express'
import { answering } from '../auth/hash-pool.ts'
import { MethodNotAllowed } from '../exceptions.ts'
import { parses } from './parsers.ts'

/** Does what a view does for one method, and answers. */
export type Handler = (request: Request, response: Response) => void | Promise<void>

/** A view's handlers by method; HEAD is answered by `get`, OPTIONS by the view itself. */
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

/** Calls the handler of the request's method, or throws MethodNotAllowed. */
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
    // Nothing that only reads hashes a password.
    if (handler === handlers.get) return handler(request, response)
    return answering.run(response, () => handler(request, response))
  }
}

/** https://www.django-rest-framework.org/api-guide/metadata/ */
function describe(name: string): Handler {
  return (_request, response) => {
    response.json({ name, description: '', renders: ['application/json'], parses })
  }
}
