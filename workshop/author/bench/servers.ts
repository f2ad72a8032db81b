import { createServer, type RequestListener, type Server } from 'node:http'
import express from 'express'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import passport from 'passport'
import { Strategy } from 'passport-http-bearer'
import { me } from '#shared/core/me.ts'
import { Task } from '#shared/core/task.ts'
import { taskToRepresentation } from '#shared/core/task-serializer.ts'
import { Mutex } from '#shared/db/backends/mutex.ts'
import { createApiServer } from '#shared/http/api-server.ts'
import { Token } from '../../../solutions/01-token-model/models.ts'
import { createApp } from '../../../solutions/app.ts'

/** The responses of the reference API by method and path, which the other servers send. */
export type Answers = Record<string, { status: number; body: string }>

/** What a server can need. When it is created, the models already have a database. */
export interface Setting {
  answers: Answers
  /** A file for the server. */
  file: string
  records: number
}

/** The servers that are compared, each as its users start it: the reference API with its limits. */
export const SERVERS: Record<string, (setting: Setting) => Server> = {
  reference: () => createApiServer(createApp()),
  'node:http': (setting) => createServer(bare(setting)),
  'Express 5': (setting) => createServer(bareExpress(setting)),
  'passport-http-bearer': () => createServer(withPassport()),
  'lowdb, a write per request': (setting) => createServer(writePerRequest(setting)),
}

/** Sends the same bytes without Express. */
function bare({ answers }: Setting): RequestListener {
  return (request, response) => {
    const { status, body } = find(answers, request.method, request.url)
    request.resume()
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body)
  }
}

/** Routes that send the same bytes at once, in an Express app with its default configuration. */
function bareExpress({ answers }: Setting): RequestListener {
  const app = express()
  for (const [route, { status, body }] of Object.entries(answers)) {
    const [, path = ''] = route.split(' ')
    const data = JSON.parse(body)
    app.all(path, (_request, response) => {
      response.status(status).json(data)
    })
  }
  return app
}

/** The usual way in Express: the strategy does the same lookups as TokenAuthentication. */
function withPassport(): RequestListener {
  const verify = async (key: string) => {
    const token = await Token.objects.selectRelated('user').find({ key })
    return token?.user?.isActive ? token.user : false
  }
  passport.use(
    new Strategy((key, done) => {
      verify(key).then((user) => done(null, user), done)
    }),
  )
  const app = express()
  app.use(passport.authenticate('bearer', { session: false }))
  app.get('/api/me/', me)
  app.get('/api/tasks/', async (_request, response) => {
    response.json((await Task.objects.all()).map(taskToRepresentation))
  })
  return app
}

/** lowdb as its documentation shows it, with one write after another. */
function writePerRequest({ answers, file, records }: Setting): RequestListener {
  const body = find(answers, 'POST', '/api/tasks/').body
  const tasks = Array.from({ length: records }, () => JSON.parse(body))
  const low = new Low(new JSONFile<{ tasks: object[] }>(file), { tasks })
  const writer = new Mutex()
  const app = express()
  app.post('/api/tasks/', express.json(), async (request, response) => {
    const task = { ...JSON.parse(body), id: low.data.tasks.length + 1, title: request.body.title }
    low.data.tasks.push(task)
    await writer.run(() => low.write())
    response.status(201).json(task)
  })
  return app
}

function find(answers: Answers, method = '', path = '') {
  const answer = answers[`${method} ${path}`]
  if (!answer) throw new Error(`no answer to ${method} ${path} is known`)
  return answer
}

/** Serves on a free port of loopback, and returns the port. */
export async function serve(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}
