import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, type Method, send } from '../harness/client.ts'
import type { Answer } from '../harness/exchange.ts'
import { newStaff, newToken, random, startCheck, tokenOf } from '../harness/people.ts'

const FORBIDDEN = {
  status: 403,
  headers: { 'WWW-Authenticate': null },
  body: { detail: 'You do not have permission to perform this action.' },
}

/** A task as the API shows it. */
interface TaskBody {
  id: number
  title: string
  owner: number
}

describe('06-is-owner', () => {
  beforeEach(startCheck)

  it('lets the owner read a task', async () => {
    const token = await newToken()
    const task = await newTask(token)
    expectAnswer(await send('GET', pathOf(task), { token }), { status: 200, body: task })
  })

  it('lets the owner delete a task', async () => {
    const token = await newToken()
    const task = await newTask(token)
    expectAnswer(await send('DELETE', pathOf(task), { token }), { status: 204, body: null })
    expectAnswer(await send('GET', pathOf(task), { token }), { status: 404 })
  })

  for (const method of ['GET', 'DELETE', 'PUT', 'PATCH'] satisfies Method[]) {
    it(`answers 403 to ${method} on the task of somebody else`, async () => {
      const task = await newTask(await newToken())
      const json = method === 'PUT' || method === 'PATCH' ? { title: random('title') } : undefined
      const answer = await send(method, pathOf(task), { token: await newToken(), json })
      expectAnswer(answer, FORBIDDEN)
    })
  }

  it('answers 403 to staff on the task of somebody else', async () => {
    const task = await newTask(await newToken())
    const token = await tokenOf(await newStaff())
    expectAnswer(await send('GET', pathOf(task), { token }), FORBIDDEN)
  })

  it('lets the owner replace a task', async () => {
    const token = await newToken()
    const task = await newTask(token)
    const title = random('title')
    expectAnswer(await send('PUT', pathOf(task), { token, json: { title } }), {
      status: 200,
      body: { ...task, title },
    })
  })

  it('lets the owner change a task', async () => {
    const token = await newToken()
    const task = await newTask(token)
    expectAnswer(await send('PATCH', pathOf(task), { token, json: { completed: true } }), {
      status: 200,
      body: { ...task, completed: true },
    })
  })

  it('leaves the task of somebody else as it was', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const task = await newTask(alice)
    await send('PATCH', pathOf(task), { token: bob, json: { title: random('title') } })
    await send('DELETE', pathOf(task), { token: bob })
    expectAnswer(await send('GET', pathOf(task), { token: alice }), { status: 200, body: task })
  })

  it('answers 401, not 403, when no token is sent', async () => {
    const task = await newTask(await newToken())
    expectAnswer(await send('GET', pathOf(task)), {
      status: 401,
      headers: { 'WWW-Authenticate': 'Token' },
    })
  })

  it('answers 401 to the list when no token is sent', async () => {
    expectAnswer(await send('GET', '/api/tasks/'), {
      status: 401,
      headers: { 'WWW-Authenticate': 'Token' },
    })
  })

  it('answers 404, not 403, when there is no such task', async () => {
    const token = await newToken()
    const task = await newTask(token)
    await send('DELETE', pathOf(task), { token })
    expectAnswer(await send('GET', pathOf(task), { token: await newToken() }), { status: 404 })
  })

  it('answers 403 before it reads what was sent', async () => {
    const task = await newTask(await newToken())
    const answer = await send('PUT', pathOf(task), { token: await newToken(), raw: '{oops' })
    expectAnswer(answer, FORBIDDEN)
  })

  it('makes whoever creates a task its owner, whatever the body says', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const { owner } = await newTask(alice)
    const task = await newTask(bob, { owner, ownerId: owner })
    expectAnswer(await send('GET', pathOf(task), { token: bob }), { status: 200, body: task })
  })

  it('lists the tasks of everybody: a list asks about no single object', async () => {
    const task = await newTask(await newToken())
    const answer = await send('GET', '/api/tasks/', { token: await newToken() })
    const others = (answer.body ?? []) as TaskBody[]
    const body = others.map((other) => (other.id === task.id ? task : other))
    expectAnswer(answer, { status: 200, body: body.includes(task) ? body : [...body, task] })
  })
})

async function newTask(token: string, more: object = {}): Promise<TaskBody> {
  const json = { title: random('title'), ...more }
  const answer: Answer = await send('POST', '/api/tasks/', { token, json })
  expectAnswer(answer, { status: 201 })
  return answer.body as TaskBody
}

function pathOf({ id }: TaskBody): string {
  return `/api/tasks/${id}/`
}
