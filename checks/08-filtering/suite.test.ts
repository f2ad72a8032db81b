import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hookIfOffered, send } from '../harness/client.ts'
import {
  newStaff,
  newToken,
  newUser,
  type Person,
  random,
  startCheck,
  tokenOf,
  v2TokenOf,
} from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'
import { expectList, newTasks } from '../harness/tasks.ts'

const NOT_FOUND = { status: 404, body: { detail: 'Not found.' } }

describe('08-filtering', () => {
  beforeEach(startCheck)

  it('lists only the tasks of the authenticated user', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const tasks = await newTasks(alice, { title: random('title') })
    await newTasks(bob, { title: random('title') })
    expectList(await list(alice), tasks)
  })

  it('lists the same tasks, whichever user the query names', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const tasks = await newTasks(alice, { title: random('title') })
    await newTasks(bob, { title: random('title') })
    const me = await send('GET', '/api/me/', { token: await tokenOf(bob) })
    const { id } = me.body as { id: number }
    for (const name of ['owner', 'ownerId', 'owner_id', 'user']) {
      expectList(await list(alice, { [name]: String(id) }), tasks)
    }
  })

  it('shows staff only their own tasks', async () => {
    await newTasks(await newUser(), { title: random('title') })
    expectList(await list(await newStaff()), [])
  })

  itFollowsThePolicy('08-filtering')

  it('answers 404 to an unknown id', async () => {
    const token = await v2TokenOf(await newUser())
    for (const id of ['0', '999999999', 'abc', '1e3']) {
      expectAnswer(await send('GET', `/api/v2/tasks/${id}/`, { token }), NOT_FOUND)
    }
  })

  it('lets the owner read, change, replace and delete a task', async () => {
    const owner = await newUser()
    const token = await v2TokenOf(owner)
    const [task] = await newTasks(owner, { title: random('title') }, { title: 'Another' })
    const path = pathOf(task)
    expectAnswer(await send('GET', path, { token }), { status: 200, body: task })
    expectAnswer(await send('PATCH', path, { token, json: { completed: true } }), {
      status: 200,
      body: { ...task, completed: true },
    })
    expectAnswer(await send('PUT', path, { token, json: { title: 'New' } }), {
      status: 200,
      body: { ...task, title: 'New', completed: true },
    })
    expectAnswer(await send('DELETE', path, { token }), { status: 204 })
    expectAnswer(await send('GET', path, { token }), NOT_FOUND)
  })

  it('checks object permissions for the task that it finds', async () => {
    const owner = await newUser()
    const [task] = await newTasks(owner, { title: random('title') })
    const token = await v2TokenOf(owner)
    await hookIfOffered({ op: 'set_classes', permissions: ['ObjectNo'] })
    expectAnswer(await send('GET', pathOf(task), { token }), { status: 403 })
  })

  it('finds a task by a word in its title or description', async () => {
    const person = await newUser()
    const [milk, report] = await newTasks(
      person,
      { title: 'Buy milk' },
      { title: 'Write report', description: 'quarterly numbers' },
    )
    expectList(await list(person, { search: 'milk' }), [milk])
    expectList(await list(person, { search: 'numbers' }), [report])
    expectList(await list(person, { search: 'port' }), [report])
    expectList(await list(person, { search: 'zebra' }), [])
  })

  it('finds a task only if every word is in it', async () => {
    const person = await newUser()
    const [milk] = await newTasks(
      person,
      { title: 'Buy', description: 'milk' },
      { title: 'Buy', description: 'bread' },
    )
    for (const search of ['buy milk', 'milk,buy', ' milk\t,\nBuy, ']) {
      expectList(await list(person, { search }), [milk])
    }
  })

  it('searches without regard to case', async () => {
    const person = await newUser()
    const tasks = await newTasks(person, { title: 'Buy milk', description: 'At the CORNER' })
    for (const search of ['BUY', 'mILk', 'corner']) {
      expectList(await list(person, { search }), tasks)
    }
    // Databases differ for letters beyond ASCII, but a word always finds itself.
    const [older] = await newTasks(person, { title: 'Älter werden' })
    expectList(await list(person, { search: 'Älter' }), [older])
  })

  it('treats wildcards as plain text', async () => {
    const person = await newUser()
    const [percent, signs] = await newTasks(
      person,
      { title: 'all 100% of it' },
      { title: 'a_b [c] .* (d' },
      { title: 'axb' },
    )
    expectList(await list(person, { search: '%' }), [percent])
    for (const search of ['a_b', '[c]', '.*', '(d']) {
      expectList(await list(person, { search }), [signs])
    }
    for (const search of ['^a', 'a.b', 'a%b', '$']) expectList(await list(person, { search }), [])
  })

  it('searches only the title and description of tasks that the user owns', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    const secret = random('secret')
    await newTasks(bob, { title: secret })
    await newTasks(alice, { title: 'Buy milk' })
    for (const search of [secret, 'false', '2026', alice.username]) {
      expectList(await list(alice, { search }), [])
    }
  })

  it('lists the newest task first by default', async () => {
    const person = await newUser()
    const [first, second, third] = await threeTasks(person)
    expectList(await list(person), [third, second, first])
    expectList(await list(person, { ordering: 'created_at' }), [first, second, third])
  })

  it('orders by an allowed field, ascending and descending', async () => {
    const person = await newUser()
    const [b, c, a] = await threeTasks(person)
    expectList(await list(person, { ordering: 'title' }), [a, b, c])
    expectList(await list(person, { ordering: ' -title ,id' }), [c, b, a])
    expectList(await list(person, { ordering: 'id' }), [b, c, a])
  })

  it('does not order by a field that the view does not allow', async () => {
    const person = await newUser()
    const newestFirst = (await threeTasks(person)).reverse()
    const others = ['owner', 'owner__password', '-completed', 'pk', 'TITLE', '?', '--title']
    others.push('- title', 'ti-tle', 'title-', 'constructor', 'title__proto__', '')
    others.push('+title', 'xtitle', '.id')
    for (const ordering of others) {
      expectList(await list(person, { ordering }), newestFirst)
    }
  })

  it('keeps the allowed fields when others are not allowed', async () => {
    const person = await newUser()
    const [b, c, a] = await threeTasks(person)
    expectList(await list(person, { ordering: 'owner,title' }), [a, b, c])
  })

  it('applies all filters together', async () => {
    const person = await newUser()
    const [one, , three] = await newTasks(
      person,
      { title: 'Buy milk', completed: true },
      { title: 'Buy bread' },
      { title: 'Buy apples', completed: true },
      { title: 'Read', completed: true },
    )
    const asked = { completed: 'true', search: 'buy', ordering: 'title' }
    expectList(await list(person, asked), [three, one])
  })

  it('applies the filters before it looks for a single task', async () => {
    const person = await newUser()
    const [task] = await newTasks(person, { title: 'Buy milk' })
    const token = await v2TokenOf(person)
    for (const query of ['completed=true', 'search=zebra']) {
      expectAnswer(await send('GET', `${pathOf(task)}?${query}`, { token }), NOT_FOUND)
    }
    expectAnswer(await send('GET', `${pathOf(task)}?search=milk`, { token }), { status: 200 })
  })

  it('answers 400 to an invalid date and time', async () => {
    const person = await newUser()
    expectAnswer(await list(person, { created_at__gte: 'yesterday' }), {
      status: 400,
      body: { created_at__gte: ['Enter a valid date/time.'] },
    })
  })

  it('leaves version 1 unchanged: it answers 403 to another user', async () => {
    const [task] = await newTasks(await newUser(), { title: random('title') })
    const answer = await send('GET', `/api/tasks/${task?.id}/`, { token: await newToken() })
    expectAnswer(answer, { status: 403 })
  })
})

function pathOf(task: { id: number } | undefined): string {
  return `/api/v2/tasks/${task?.id}/`
}

async function list(person: Person, query: Record<string, string> = {}) {
  const asked = String(new URLSearchParams(query))
  return send('GET', `/api/v2/tasks/${asked && `?${asked}`}`, { token: await v2TokenOf(person) })
}

function threeTasks(person: Person) {
  return newTasks(person, { title: 'B' }, { title: 'C' }, { title: 'A' })
}
