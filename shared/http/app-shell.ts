import express, { type Express, type RequestHandler } from 'express'
import { NotFound } from '../exceptions.ts'
import { appendSlash } from './append-slash.ts'
import { setDefaultHeaders } from './default-headers.ts'
import { exceptionHandler } from './exception-handler.ts'
import { renderJson } from './json-renderer.ts'
import { setMessageClasses } from './message-classes.ts'
import { initializeRequests } from './request.ts'
import { undecodablePath } from './undecodable-path.ts'

/** The views by path, which ends in a slash: Django's `urlpatterns`. */
export type Routes = Record<string, RequestHandler[]>

/** An Express app that responds with JSON only: the routes, 404 for other paths, and errors. */
export function appShell(routes: Routes): Express {
  const app = express()
  app.set('case sensitive routing', true)
  app.set('strict routing', true)
  app.disable('x-powered-by')
  app.disable('etag')
  setMessageClasses(app)
  app.response.json = renderJson
  initializeRequests(app.request)
  app.use(setDefaultHeaders)
  for (const [path, view] of Object.entries(routes)) {
    // app.all() would create a layer for each of about 35 methods, and every request would pass all
    // of them.
    app.route(path).all(view)
  }
  for (const path of Object.keys(routes)) app.route(path.slice(0, -1)).all(appendSlash)
  app.use(index(Object.keys(routes)))
  app.use(undecodablePath)
  app.use(exceptionHandler)
  return app
}

/** Paths without a view. The root shows a browser what this is. */
function index(paths: string[]): RequestHandler {
  return ({ method, path }, response) => {
    if (path !== '/' || !['GET', 'HEAD'].includes(method)) throw new NotFound()
    response.json({
      about:
        'This is a JSON API, not a website: send requests with curl or from a program. Log in for ' +
        'a key, and send it in the header "Authorization: Token <key>". Your own page logs a browser ' +
        'in at /api/v2/session/, with a token from /api/v2/csrf/ in the header "X-CSRFToken".',
      paths,
    })
  }
}
