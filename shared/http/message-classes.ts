import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http'
import type { Express } from 'express'

/**
 * Gives the app its own classes for requests and responses.
 *
 * Express sets the prototypes of each request and response. V8 is slow with objects whose prototype
 * has changed, so the server creates them with the right prototypes, and Express changes nothing.
 */
export function setMessageClasses(app: Express): void {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  app.request = Object.setPrototypeOf(AppRequest.prototype, app.request)
  app.response = Object.setPrototypeOf(AppResponse.prototype, app.response)
}

/** The classes of the app, as options for Node's server. A listener without them has no options. */
export function messageClassesOf(listener: RequestListener | Express) {
  if (!('request' in listener)) return {}
  return {
    IncomingMessage: listener.request.constructor as typeof IncomingMessage,
    ServerResponse: listener.response.constructor as typeof ServerResponse,
  }
}
