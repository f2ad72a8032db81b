import express, { type Express, type RequestHandler } from 'express'
import { NotFound } from '../exceptions.ts'
import { appendSlash } from './append-slash.ts'
import { setDefaultHeaders } from './default-headers.ts'
import { exceptionHandler } from './exception-handler.ts'
import { renderJson } from './json-renderer.ts'
import { initializeRequests } from './request.ts'
import { undecodablePath } from './undecodable-path.ts'

/** The views by path, which ends in a slash: Django's `urlpatterns`. */
export type Routes = Record<string, RequestHandler[]>

/** An Express app that answers everything in JSON: the routes, 404 for the rest, and errors. */
export function appShell(routes: Routes): Express {
  const app = express()
  app.set('case sensitive routing', true)
  app.set('strict routing', true)
  app.disable('x-powered-by')
  app.disable('etag')
  app.response.json = renderJson
  initializeRequests(app.request)
  app.use(setDefaultHeaders)
  for (const [path, view] of Object.entries(routes)) {
    // Not app.all(): it makes a layer for each of some 35 methods, and a request walks past them.
    app.route(path).all(view)
  }
  for (const path of Object.keys(routes)) app.route(path.slice(0, -1)).all(appendSlash)
  app.use(index(Object.keys(routes)))
  app.use(undecodablePath)
  app.use(exceptionHandler)
  return app
}

/** What is at no path; the root says what this is, to those who open the address in a browser. */
function index(paths: string[]): RequestHandler {
  return ({ method, path }, response) => {
    if (path !== '/' || !['GET', 'HEAD'].includes(method)) throw new NotFound()
    response.json({
      about:
        'A JSON API, and no website: ask it with curl or from a program. Log in for a key, and say ' +
        'who you are with the header "Authorization: Token <key>". A page of your own logs a browser ' +
        'in at /api/v2/session/, with a token of /api/v2/csrf/ in the header "X-CSRFToken".',
      paths,
    })
  }
}
