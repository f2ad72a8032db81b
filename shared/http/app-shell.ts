import express, { type Express, type RequestHandler } from 'express'
import { NotFound } from '../exceptions.ts'
import { appendSlash } from './append-slash.ts'
import { exceptionHandler } from './exception-handler.ts'
import { renderJson } from './json-renderer.ts'
import { literalPercent } from './literal-percent.ts'
import { initializeRequests } from './request.ts'

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
  for (const [path, view] of Object.entries(routes)) {
    // Not app.all(): it makes a layer for each of some 35 methods, and a request walks past them.
    app.route(path).all(view)
  }
  for (const path of Object.keys(routes)) app.route(path.slice(0, -1)).all(appendSlash)
  app.use(() => {
    throw new NotFound()
  })
  app.use(literalPercent)
  app.use(exceptionHandler)
  return app
}
