import { beforeEach, describe, it } from 'vitest'
import {
  expectAnswer,
  expectFailure,
  hook,
  hookIfOffered,
  type Method,
  send,
} from '../harness/client.ts'
import type { Answer } from '../harness/exchange.ts'
import { newStaff, newToken, random, startCheck, tokenOf } from '../harness/people.ts'
import { expectStored, storedNow } from '../harness/stored.ts'

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
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH'] satisfies Method[]) {
      const json = method === 'PUT' || method === 'PATCH' ? { title: random('title') } : undefined
      expectAnswer(await send(method, pathOf(task), { token, json }), FORBIDDEN)
    }
  })

  it('lets the owner replace a task', async () => {
    const token = await newToken()
    const task = await newTask(token, { description: random('description'), completed: true })
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

  it('answers 403 to a stranger with a lower id, and to one with a higher', async () => {
    const [alice, bob, carol] = [await newToken(), await newToken(), await newToken()]
    const task = await newTask(bob)
    for (const token of [alice, carol]) {
      expectAnswer(await send('GET', pathOf(task), { token }), FORBIDDEN)
    }
  })

  it('answers 403 to a stranger also right after the owner was there', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const task = await newTask(alice)
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]) {
      await send('GET', pathOf(task), { token: alice })
      const json = method === 'PUT' || method === 'PATCH' ? { title: random('title') } : undefined
      const answer = await send(method, pathOf(task), { token: bob, json })
      expectAnswer(answer, method === 'HEAD' ? { ...FORBIDDEN, body: null } : FORBIDDEN)
    }
  })

  it('answers 403 whatever the task says', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const done = await newTask(alice, { completed: true, description: 'public' })
    expectAnswer(await send('GET', pathOf(done), { token: bob }), FORBIDDEN)
    expectAnswer(await send('DELETE', pathOf(done), { token: bob }), FORBIDDEN)
  })

  it('asks every permission class about the object, until one refuses', async () => {
    const token = await newToken()
    const task = await newTask(token)
    const permissions = ['ObjectYes', 'ObjectNo', 'ObjectYes']
    await hookIfOffered({ op: 'set_classes', permissions })
    await send('GET', pathOf(task), { token })
    expectAnswer(await hook({ op: 'asked_classes' }), {
      status: 200,
      body: { asked: ['ObjectYes', 'ObjectNo'] },
    })
  })

  it('says what the first class that refuses the object has to say', async () => {
    const token = await newToken()
    const task = await newTask(token)
    await hookIfOffered({ op: 'set_classes', permissions: ['ObjectClosed', 'ObjectYes'] })
    expectAnswer(await send('GET', pathOf(task), { token }), {
      ...FORBIDDEN,
      body: { detail: 'Closed on Sundays.' },
    })
  })

  for (const [how, name] of [
    ['answers a promise', 'ObjectPromised'],
    ['answers nothing', 'ObjectUndefined'],
  ]) {
    it(`refuses the object when a permission class ${how}`, async () => {
      const token = await newToken()
      const task = await newTask(token)
      await hookIfOffered({ op: 'set_classes', permissions: [name] })
      expectAnswer(await send('GET', pathOf(task), { token }), FORBIDDEN)
    })
  }

  for (const [how, name] of [
    ['throws', 'ObjectFails'],
    ['throws nothing', 'ObjectThrowsUndefined'],
  ]) {
    it(`gives nobody the object when a permission class ${how}`, async () => {
      const token = await newToken()
      const task = await newTask(token)
      await hookIfOffered({ op: 'set_classes', permissions: [name] })
      expectFailure(await send('GET', pathOf(task), { token }))
    })
  }

  it('leaves the task of somebody else as it was', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const task = await newTask(alice)
    const before = await storedNow()
    for (const token of [bob, undefined]) {
      for (const method of ['PUT', 'PATCH', 'POST', 'DELETE'] satisfies Method[]) {
        await send(method, pathOf(task), { token, json: { title: random('title') } })
      }
    }
    await expectStored(before)
  })

  it('takes no owner and no id from the client', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const { id, owner } = await newTask(alice)
    const task = await newTask(bob)
    const others = { id, owner, ownerId: owner, owner_id: owner, user: owner, created_at: '2001' }
    for (const method of ['PUT', 'PATCH'] satisfies Method[]) {
      const json = { title: task.title, ...others }
      const path = `${pathOf(task)}?owner=${owner}&ownerId=${owner}`
      expectAnswer(await send(method, path, { token: bob, json }), { status: 200, body: task })
    }
  })

  it('answers 404 to an id that is not made of digits alone', async () => {
    const token = await newToken()
    const { id } = await newTask(token)
    for (const text of [`${id}abc`, `-${id}`, `${id}e0`, 'NaN']) {
      expectAnswer(await send('GET', `/api/tasks/${text}/`, { token }), { status: 404 })
    }
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
    const token = await newToken()
    for (const method of ['PUT', 'PATCH'] satisfies Method[]) {
      expectAnswer(await send(method, pathOf(task), { token, raw: '{oops' }), FORBIDDEN)
    }
  })

  it('makes whoever creates a task its owner, whatever the body says', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const { owner } = await newTask(alice)
    const task = await newTask(bob, { owner, ownerId: owner, owner_id: owner, user: owner })
    expectAnswer(await send('GET', pathOf(task), { token: bob }), { status: 200, body: task })
    const path = `/api/tasks/?owner=${owner}&ownerId=${owner}&user=${owner}`
    const json = { title: random('title') }
    const other = (await send('POST', path, { token: bob, json })).body as TaskBody
    expectAnswer(await send('GET', pathOf(other), { token: bob }), { status: 200, body: other })
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
