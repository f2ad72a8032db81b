import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hashing } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { Task } from '#shared/core/task.ts'
import { createApp } from '#subject/app.ts'
import { startEmpty } from '../../../checks/harness/check-database.ts'
import { runHook } from '../../../checks/harness/hooks.ts'
import { HttpClient, NoAnswer } from '../../../checks/harness/http-client.ts'
import { seed } from '../../../checks/harness/seed.ts'
import {
  askedObjectLast,
  decidedLast,
  startTrace,
  thrownLast,
  traceApp,
} from '../../../checks/harness/trace.ts'
import { useApp } from '../../../checks/harness/v2-token.ts'
import type { Actual } from '../page-state.ts'
import { answerQuestions } from './answer-questions.ts'
import { decidingLines, forgetAnswer, noteAnswers } from './deciding-lines.ts'

/** A request of the console, or the address of the API and its keys. */
export type ConsoleQuestion =
  | { about: 'people'; port: number }
  | {
      about: 'request'
      method: string
      path: string
      headers: Record<string, string>
      body?: string
    }

type RequestQuestion = Extract<ConsoleQuestion, { about: 'request' }>

export interface People {
  port: number
  /** By name. Missing if the step that creates tokens is not done. */
  keys: Record<string, string | undefined>
  /** The tokens for version 2 of the API. */
  v2Keys: Record<string, string | undefined>
}

export interface ConsoleAnswer {
  status: number
  headers: Record<string, string>
  body: string
  ms: number
  actual: Actual
  /** The owner of the task in the path before the request, or undefined if there is none. */
  owner?: string
  error?: string
  thrown?: string
}

/** The time limit of a response. */
const PATIENCE = 2500

hashing.cost = 4
let client: HttpClient
const server = createServer(await traced())
noteAnswers()
answerQuestions(async (question: ConsoleQuestion) => {
  return question.about === 'people' ? people(question.port) : ask(question)
})

async function traced() {
  await startEmpty()
  const app = createApp()
  useApp(app)
  traceApp(app)
  return app
}

/**
 * Creates the users and their tasks, and serves the API, if possible on the same port as before.
 */
async function people(wanted: number): Promise<People> {
  // Far from task ids, so that code that confuses the two is never right by chance.
  await seed(1000)
  const names = (await User.objects.all()).map(({ username }) => username)
  const keys: People['keys'] = {}
  const v2Keys: People['keys'] = {}
  for (const user of names) {
    keys[user] = await keyBy({ op: 'create_token', user })
    v2Keys[user] = await keyBy({ op: 'v2_token', user })
  }
  for (const [username, title] of [
    ['alice', 'Buy milk'],
    ['bob', 'Mend the fence'],
  ] as const) {
    const owner = await User.objects.find({ username })
    await Task.objects.create({ title, owner } as never)
  }
  await new Promise<void>((resolve) => {
    server.once('error', () => server.listen(0, '127.0.0.1', resolve))
    server.listen(wanted, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  client = new HttpClient(`http://127.0.0.1:${port}`)
  return { port, keys, v2Keys }
}

/** The key of a user, unless the step that creates keys is not done. */
async function keyBy(asked: { op: string; user: string }): Promise<string | undefined> {
  const made = await runHook(asked).catch(() => ({}))
  const { key, token } = made as { key?: string; token?: string }
  return key ?? token
}

async function ask(question: RequestQuestion) {
  const owner = await ownerOfTask(question.path)
  startTrace()
  forgetAnswer()
  const begun = performance.now()
  const came = await received(question)
  const by = decidedLast() ?? 'handler'
  const { status } = came
  const actual = { status, by, objectAsked: askedObjectLast(), lines: decidingLines() }
  const thrown = status >= 500 && status !== 501 ? thrownWords() : undefined
  return { ...came, ms: performance.now() - begun, actual, owner, thrown } satisfies ConsoleAnswer
}

/** What was thrown, in one line. A TODO says it in its response. */
function thrownWords(): string | undefined {
  const thrown = thrownLast()
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}`.slice(0, 500) : undefined
}

async function ownerOfTask(path: string): Promise<string | undefined> {
  const [, id] = /\/tasks\/(\d+)\//.exec(path) ?? []
  const task = id && (await Task.objects.find({ id: Number(id) }))
  const owner = task && (await User.objects.find({ id: task.ownerId }))
  return owner ? owner.username : undefined
}

/** The response, or the error that came instead. */
async function received({ method, path, headers, body }: RequestQuestion) {
  try {
    const sent = { method, path, headers: Object.entries(headers).flat(), body }
    const answer = await client.send(sent, PATIENCE)
    return { ...answer, body: answer.body.slice(0, 100_000) }
  } catch (error) {
    const why = error instanceof NoAnswer ? 'there was no response' : (error as Error).message
    return { status: 0, headers: {}, body: '', error: why }
  }
}
