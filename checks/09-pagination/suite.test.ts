import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, send } from '../harness/client.ts'
import type { Answer } from '../harness/exchange.ts'
import { newStaff, newUser, type Person, startCheck, v2TokenOf } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'
import { newTasks } from '../harness/tasks.ts'

const INVALID_PAGE = { status: 404, body: { detail: 'Invalid page.' } }

/** A page as a client sees it. */
interface Page {
  count: number
  next: string | null
  previous: string | null
  /** The titles of its tasks. */
  titles: string[]
}

describe('09-pagination', () => {
  beforeEach(startCheck)

  it('returns twenty tasks, the total count, and links to the other pages', async () => {
    const person = await withTasks(45)
    const answer = await get(person, '')
    expectPage(answer, {
      count: 45,
      next: '?page=2',
      previous: null,
      titles: titles(45, 26),
    })
  })

  it('links from page to page and back', async () => {
    const person = await withTasks(45)
    const second = { count: 45, next: '?page=3', previous: '', titles: titles(25, 6) }
    expectPage(await get(person, '?page=2'), second)
    const last = { count: 45, next: null, previous: '?page=2', titles: titles(5, 1) }
    expectPage(await get(person, '?page=3'), last)
  })

  it('links to the first page without a page number', async () => {
    const person = await withTasks(21)
    expectPage(await get(person, '?page=2'), {
      count: 21,
      next: null,
      previous: '',
      titles: titles(1, 1),
    })
  })

  it('has one page when the tasks fill it exactly, and when there are none', async () => {
    const full = { count: 20, next: null, previous: null, titles: titles(20, 1) }
    expectPage(await get(await withTasks(20), ''), full)
    const user = await newUser()
    for (const query of ['', '?page=1', '?page=last']) {
      expectPage(await get(user, query), { count: 0, next: null, previous: null, titles: [] })
    }
    expectAnswer(await get(user, '?page=2'), INVALID_PAGE)
  })

  it('returns the last page when it is requested', async () => {
    const last = { count: 21, next: null, previous: '', titles: titles(1, 1) }
    expectPage(await get(await withTasks(21), '?page=last'), last)
  })

  it('answers 404 to a page that does not exist', async () => {
    const person = await withTasks(21)
    const pages = ['0', '00', '-1', '3', '1e0', '1.0', '0x1', 'abc', 'NaN', 'Infinity', 'LAST']
    for (const page of [...pages, '1,2', 'last,last', '', '9'.repeat(30)]) {
      expectAnswer(await get(person, `?page=${page}`), INVALID_PAGE)
    }
  })

  it('returns as many tasks as the client requests', async () => {
    expectPage(await get(await withTasks(8), '?page_size=3&page=2'), {
      count: 8,
      next: '?page=3&page_size=3',
      previous: '?page_size=3',
      titles: titles(5, 3),
    })
  })

  it('returns at most a hundred tasks', async () => {
    for (const person of [await withTasks(101), await withTasks(101, newStaff)]) {
      for (const size of ['101', '9'.repeat(30)]) {
        expectPage(await get(person, `?page_size=${size}`), {
          count: 101,
          next: `?page=2&page_size=${size}`,
          previous: null,
          titles: titles(101, 2),
        })
      }
    }
  })

  it('uses the last value of a parameter that is sent twice', async () => {
    expectPage(await get(await withTasks(8), '?page=1&page_size=5&page=2&page_size=3'), {
      count: 8,
      next: '?page=3&page_size=5&page_size=3',
      previous: '?page_size=5&page_size=3',
      titles: titles(5, 3),
    })
  })

  it('uses the default page size when the size is not a number', async () => {
    const person = await withTasks(21)
    for (const size of ['0', '-1', 'abc', '1.5', '1e1', '0x10', 'NaN', 'Infinity', '']) {
      expectPage(await get(person, `?page_size=${size}`), {
        count: 21,
        next: `?page=2&page_size=${size}`,
        previous: null,
        titles: titles(21, 2),
      })
    }
  })

  it('keeps the other query parameters in the links', async () => {
    const person = await withTasks(5)
    const query = `?search=Task+&page_size=2&ordering=-id&x=~*'(a)&page=2&x=2`
    const kept = 'search=Task+&x=~%2A%27%28a%29&x=2'
    expectPage(await get(person, query), {
      count: 5,
      next: `?ordering=-id&page=3&page_size=2&${kept}`,
      previous: `?ordering=-id&page_size=2&${kept}`,
      titles: titles(3, 2),
    })
  })

  it('links to the host of the request, whatever other headers say', async () => {
    const person = await withTasks(21)
    const headers = {
      Host: 'tasks.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
    }
    const answer = await send('GET', '/api/v2/tasks/', { token: await v2TokenOf(person), headers })
    expectPage(answer, { count: 21, next: '?page=2', previous: null, titles: titles(21, 2) })
  })

  it('counts only the tasks that the filters leave for the user', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    await newTasks(bob, { title: 'Buy milk' })
    await newTasks(alice, { title: 'Buy milk' }, { title: 'Read' }, { title: 'Buy bread' })
    const found = { count: 2, next: null, previous: null, titles: ['Buy bread', 'Buy milk'] }
    expectPage(await get(alice, '?search=buy'), found)
  })

  it('lists only the tasks of the user in the feed and the window', async () => {
    const [alice, bob] = [await newUser(), await newUser()]
    await newTasks(bob, ...['Secret 1', 'Secret 2', 'Secret 3'].map((title) => ({ title })))
    const token = await v2TokenOf(alice)
    const none = { next: null, previous: null, results: [] }
    expectAnswer(await send('GET', '/api/v2/tasks/feed/', { token }), { status: 200, body: none })
    expectAnswer(await send('GET', '/api/v2/tasks/window/', { token }), {
      status: 200,
      body: { count: 0, ...none },
    })
    // As old as bob's.
    await newTasks(alice, ...['Task 1', 'Task 2', 'Task 3'].map((title) => ({ title })))
    await expectPages(alice, '/api/v2/tasks/feed/?page_size=2', [titles(3, 2), titles(1, 1)])
    await expectPages(alice, '/api/v2/tasks/window/?limit=2', [['Task 1', 'Task 2'], ['Task 3']])
  })

  itFollowsThePolicy('09-pagination')
})

/** A user with tasks called `Task 1`, `Task 2` and so on, each newer than the one before. */
async function withTasks(count: number, make = newUser): Promise<Person> {
  const person = await make()
  const tasks = Array.from({ length: count }, (_, at) => ({ title: `Task ${at + 1}` }))
  await newTasks(person, ...tasks)
  return person
}

function titles(from: number, to: number): string[] {
  return Array.from({ length: from - to + 1 }, (_, at) => `Task ${from - at}`)
}

async function get(person: Person, query: string): Promise<Answer> {
  const token = await v2TokenOf(person)
  return send('GET', `/api/v2/tasks/${query}`, { token, headers: { Host: 'tasks.example' } })
}

/** Fails the check unless these are the pages, when a client follows the links from the first one. */
async function expectPages(person: Person, first: string, pages: string[][]): Promise<void> {
  const token = await v2TokenOf(person)
  let path = first
  for (const [at, titles] of pages.entries()) {
    const answer = await send('GET', path, { token })
    const { next, ...body } = answer.body as { next?: string | null }
    const isLast = at === pages.length - 1
    const results = asResults(answer, titles)
    expectAnswer(answer, {
      status: 200,
      body: { ...body, next: isLast ? null : (next ?? 'a link to the next page'), results },
    })
    if (next) path = next.replace(/^\w+:\/\/[^/]+/, '')
  }
}

/** Tasks with these titles. Their other fields are not what this step is about. */
function asResults(answer: Answer, titles: string[]): unknown {
  const results = (answer.body as { results?: unknown } | null)?.results
  const shown = Array.isArray(results) ? results.map((task) => task?.title) : undefined
  return shown?.join() === titles.join() ? results : titles.map((title) => ({ title }))
}

/**
 * Fails the check unless the response is this page. `next` and `previous` are the queries of its
 * links.
 */
function expectPage(answer: Answer, { count, next, previous, titles }: Page): void {
  const link = (query: string | null) =>
    query === null ? null : `http://tasks.example/api/v2/tasks/${query}`
  expectAnswer(answer, {
    status: 200,
    body: { count, next: link(next), previous: link(previous), results: asResults(answer, titles) },
  })
}
