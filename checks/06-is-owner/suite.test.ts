import { beforeEach, describe, it } from 'vitest'
import {
  expectAnswer,
  expectFailure,
  hook,
  hookIfOffered,
  type Method,
  send,
} from '../harness/client.ts'
import {
  delayEachCall,
  failEachCall,
  meetAtEachCall,
  type Prepare,
} from '../harness/database-checks.ts'
import type { Answer } from '../harness/exchange.ts'
import { newToken, random, startCheck } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'

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

  it('lets the owner delete a task', async () => {
    const token = await newToken()
    const task = await newTask(token)
    expectAnswer(await send('DELETE', pathOf(task), { token }), { status: 204, body: null })
    expectAnswer(await send('GET', pathOf(task), { token }), { status: 404 })
  })

  it('answers 403 to GET on the task of another user', async () => {
    const task = await newTask(await newToken())
    expectAnswer(await send('GET', pathOf(task), { token: await newToken() }), FORBIDDEN)
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

  it('answers 403 to other users, with lower and with higher ids', async () => {
    const [alice, bob, carol] = [await newToken(), await newToken(), await newToken()]
    const task = await newTask(bob)
    for (const token of [alice, carol]) {
      expectAnswer(await send('GET', pathOf(task), { token }), FORBIDDEN)
    }
  })

  it('answers 403 to another user right after a request from the owner', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const task = await newTask(alice)
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]) {
      await send('GET', pathOf(task), { token: alice })
      const json = method === 'PUT' || method === 'PATCH' ? { title: random('title') } : undefined
      const answer = await send(method, pathOf(task), { token: bob, json })
      expectAnswer(answer, method === 'HEAD' ? { ...FORBIDDEN, body: null } : FORBIDDEN)
    }
  })

  it('answers 403 whatever the task contains', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const done = await newTask(alice, { completed: true, description: 'public' })
    expectAnswer(await send('GET', pathOf(done), { token: bob }), FORBIDDEN)
    expectAnswer(await send('DELETE', pathOf(done), { token: bob }), FORBIDDEN)
  })

  it('calls every permission class for the object until one refuses', async () => {
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

  it('sends the message of the first class that refuses the object', async () => {
    const token = await newToken()
    const task = await newTask(token)
    await hookIfOffered({ op: 'set_classes', permissions: ['ObjectClosed', 'ObjectYes'] })
    expectAnswer(await send('GET', pathOf(task), { token }), {
      ...FORBIDDEN,
      body: { detail: 'Closed on Sundays.' },
    })
  })

  for (const [how, name] of [
    ['returns a promise', 'ObjectPromised'],
    ['returns nothing', 'ObjectUndefined'],
  ]) {
    it(`refuses the object when a permission class ${how}`, async () => {
      const token = await newToken()
      const task = await newTask(token)
      await hookIfOffered({ op: 'set_classes', permissions: [name] })
      expectAnswer(await send('GET', pathOf(task), { token }), FORBIDDEN)
    })
  }

  it('does not return the object when a permission class throws', async () => {
    const token = await newToken()
    const task = await newTask(token)
    await hookIfOffered({ op: 'set_classes', permissions: ['ObjectFails'] })
    expectFailure(await send('GET', pathOf(task), { token }))
  })

  it('accepts no owner and no id from the client', async () => {
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

  it('answers 404 to an id that is not all digits', async () => {
    const token = await newToken()
    const { id } = await newTask(token)
    for (const text of [`${id}abc`, `-${id}`, `${id}e0`, 'NaN']) {
      expectAnswer(await send('GET', `/api/tasks/${text}/`, { token }), { status: 404 })
    }
  })

  it('answers 403 before it reads the body', async () => {
    const task = await newTask(await newToken())
    const token = await newToken()
    for (const method of ['PUT', 'PATCH'] satisfies Method[]) {
      expectAnswer(await send(method, pathOf(task), { token, raw: '{oops' }), FORBIDDEN)
    }
  })

  it('makes the user who creates a task its owner, whatever the body says', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const { owner } = await newTask(alice)
    const task = await newTask(bob, { owner, ownerId: owner, owner_id: owner, user: owner })
    expectAnswer(await send('GET', pathOf(task), { token: bob }), { status: 200, body: task })
    const path = `/api/tasks/?owner=${owner}&ownerId=${owner}&user=${owner}`
    const json = { title: random('title') }
    const other = (await send('POST', path, { token: bob, json })).body as TaskBody
    expectAnswer(await send('GET', pathOf(other), { token: bob }), { status: 200, body: other })
  })

  it('lists the tasks of all users: a list checks no object permission', async () => {
    const task = await newTask(await newToken())
    const answer = await send('GET', '/api/tasks/', { token: await newToken() })
    const others = (answer.body ?? []) as TaskBody[]
    const body = others.map((other) => (other.id === task.id ? task : other))
    expectAnswer(answer, { status: 200, body: body.includes(task) ? body : [...body, task] })
  })

  it('answers 500, and stores nothing, when the database fails', async () => {
    const token = await newToken()
    const task = await newTask(token)
    for (const [prepare, status] of everyAct(token, task)) {
      await failEachCall(prepare, { status }, 'core_task')
    }
  })

  it('answers only after every database call has finished', async () => {
    const token = await newToken()
    const task = await newTask(token)
    for (const [prepare, status] of everyAct(token, task)) {
      await delayEachCall(prepare, { status }, 'core_task')
    }
  })

  it('keeps both changes when two requests change a task at once', async () => {
    const token = await newToken()
    const title = random('title')
    await meetAtEachCall(
      async () => {
        const path = pathOf(await newTask(token))
        return [
          () => send('PATCH', path, { token, json: { title } }),
          () => send('PATCH', path, { token, json: { completed: true } }),
        ]
      },
      async (first) => {
        const task = first.body as TaskBody
        expectAnswer(await send('GET', pathOf(task), { token }), {
          status: 200,
          body: { ...task, title, completed: true },
        })
      },
    )
  })

  it('answers 403 to another user during a request from the owner', async () => {
    const [alice, bob] = [await newToken(), await newToken()]
    const task = await newTask(alice)
    await meetAtEachCall(
      async () => [
        () => send('GET', pathOf(task), { token: alice }),
        () => send('GET', pathOf(task), { token: bob }),
      ],
      (_, stranger) => expectAnswer(stranger, FORBIDDEN),
    )
  })

  it('answers 404 when the task is deleted in the meantime', async () => {
    const token = await newToken()
    for (const method of ['PUT', 'PATCH'] satisfies Method[]) {
      await meetAtEachCall(
        async () => {
          const path = pathOf(await newTask(token))
          return [
            () => send(method, path, { token, json: { title: 'Milk' } }),
            () => send('DELETE', path, { token }),
          ]
        },
        (first) => expectAnswer(first, { status: 404 }),
      )
    }
  })

  itFollowsThePolicy('06-is-owner')
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

/** Every request about tasks, with the status of its response. */
function everyAct(token: string, task: TaskBody): [prepare: Prepare, status: number][] {
  const json = { title: 'Milk' }
  const acts: [method: Method, path: string, status: number, json?: object][] = [
    ['GET', '/api/tasks/', 200],
    ['POST', '/api/tasks/', 201, json],
    ['GET', pathOf(task), 200],
    ['PUT', pathOf(task), 200, json],
    ['PATCH', pathOf(task), 200, json],
  ]
  const prepareDelete: Prepare = async () => {
    const path = pathOf(await newTask(token))
    return () => send('DELETE', path, { token })
  }
  return [
    ...acts.map(([method, path, status, json]): [Prepare, number] => {
      return [async () => () => send(method, path, { token, json }), status]
    }),
    [prepareDelete, 204],
  ]
}
